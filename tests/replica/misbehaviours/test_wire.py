"""Connections, encryption and bodies: each misbehaviour does on the wire what its name says."""

import gzip
import http.client
import ssl
from contextlib import closing
from urllib.parse import urlsplit

import pytest

import replica
from replica.zoo import Zoo
from tests.conftest import PATIENCE
from tests.replica.browser import Browser
from tests.replica.misbehaviours.hosts import (
    ZOO,
    home_of,
    host_of,
    report_of,
)
from tests.replica.reader import read_site


def test_http_only(browser: Browser) -> None:
    host = host_of("http_only")
    assert host["homepage"].startswith("https:") and host["reports"][0]["url"].startswith("http:")
    try:
        assert browser.ask(host["homepage"]).status == 410
    except OSError as refusal:
        assert "502" in str(refusal)


def test_dead_https(browser: Browser) -> None:
    with pytest.raises((ConnectionResetError, ssl.SSLError)):
        home_of(browser, "dead_https")


def test_old_tls(browser: Browser) -> None:
    with pytest.raises(ssl.SSLError, match="(?i)version|protocol|alert"):
        home_of(browser, "old_tls")
    old = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    old.check_hostname, old.verify_mode = False, ssl.CERT_NONE
    old.set_ciphers("ALL:@SECLEVEL=0")
    with pytest.warns(DeprecationWarning):
        old.minimum_version = ssl.TLSVersion.TLSv1
    with closing(Browser(browser.proxy.netloc, old)) as old_browser:
        host = host_of("old_tls")
        assert not {report["url"] for report in host["reports"]} - read_site(old_browser, host)


def test_the_certificate_is_for_anotherhost_of(browser: Browser) -> None:
    for name, fits in (("wrong_host_cert", False), ("robots_disallow", True)):
        certificate = (
            browser.certificate(host_of(name)["host"]) if host_of(name)["homepage"][4] == "s" else b""
        )
        assert not certificate or (host_of(name)["host"].encode() in certificate) is fits
    assert host_of("wrong_host_cert")["homepage"].startswith("https:")


def test_timeout(browser: Browser) -> None:
    browser.timeout = ZOO.patience
    with pytest.raises(TimeoutError):
        report_of(browser, "timeout")


def test_slow_drip() -> None:
    """To a client so patient that a byte takes its time, however late the client reads."""
    zoo = Zoo(hosts=3, misbehaving=1.0, only=("slow_drip",), patience=PATIENCE)
    url = replica.truth(1, zoo=zoo)["governments"][0]["reports"][0]["url"]
    with (
        replica.running(1, zoo=zoo) as running,
        closing(Browser(running.address)) as browser,
        browser.opened(url) as response,
    ):
        assert int(response.headers["Content-Length"]) > 1000
        assert len(response.read1(1000)) < 100


def test_reset_mid_body(browser: Browser) -> None:
    with pytest.raises(ConnectionError):
        report_of(browser, "reset_mid_body")


def test_truncated_gzip(browser: Browser) -> None:
    answer = report_of(browser, "truncated_gzip")
    assert answer.headers["Content-Encoding"] == "gzip"
    with pytest.raises(EOFError):
        gzip.decompress(answer.body)


def test_gzip_bomb(browser: Browser) -> None:
    answer = report_of(browser, "gzip_bomb")
    assert len(answer.body) < 1_000_000
    assert len(gzip.decompress(answer.body)) > 100_000_000


@pytest.mark.parametrize("name", ["too_large", "too_large_in_chunks"])
def test_too_large(browser: Browser, name: str) -> None:
    answer = report_of(browser, name)
    assert len(answer.body) > 40_000_000
    assert ("Content-Length" in answer.headers) is (name == "too_large")


def test_a_tunnel_carries_what_is_large_to_its_end_and_says_whom_nobody_knows() -> None:
    zoo = Zoo(hosts=6, misbehaving=1.0, only=("too_large_in_chunks", "no_such_name"))
    told = replica.truth(1, zoo=zoo)["governments"]
    by_https = {g["misbehaviour"]: g for g in told if g["homepage"].startswith("https:")}
    with replica.running(1, zoo=zoo) as running, closing(Browser(running.address)) as browser:
        assert len(browser.ask(by_https["too_large_in_chunks"]["reports"][0]["url"]).body) > 40_000_000
        with pytest.raises(OSError, match="504 DNS"):
            browser.ask(by_https["no_such_name"]["homepage"])
        for _ in range(60):
            _leave_early(running.address, by_https["too_large_in_chunks"]["reports"][0]["url"], browser)
        # It still answers, and has stopped sending to those who have left.
        assert browser.ask(by_https["too_large_in_chunks"]["homepage"]).status == 200


def _leave_early(proxy: str, url: str, browser: Browser) -> None:
    """Asks for a page and is gone after its first bytes, as a client that has had enough."""
    name, port = proxy.split(":")
    there = urlsplit(url)
    leaving = http.client.HTTPSConnection(name, int(port), context=browser.context, timeout=PATIENCE)
    leaving.set_tunnel(there.netloc, 443)
    leaving.request("GET", there.path)
    leaving.sock.recv(1)
    leaving.close()


def test_wrong_type(browser: Browser) -> None:
    answer = report_of(browser, "wrong_type")
    assert answer.status == 200 and "html" not in answer.headers["Content-Type"]
    assert answer.body.startswith(b"\xff\xd8")


def test_wrong_charset(browser: Browser) -> None:
    answer = report_of(browser, "wrong_charset")
    assert "utf-8" in answer.headers["Content-Type"].lower()
    with pytest.raises(UnicodeDecodeError):
        answer.body.decode("utf-8")
    assert "法治政府建设" in answer.body.decode("gb18030")
