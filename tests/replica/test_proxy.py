"""The proxy as any HTTP client meets it."""

import signal
import socket
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

import replica
from tests.conftest import PATIENCE
from tests.replica.browser import COUNTER, Browser

CIXI = "http://www.cixi.gov.cn"
FEIXIANG = "https://www.fxq.gov.cn"


def test_a_plain_site_is_read_over_one_kept_connection(night_one: Browser) -> None:
    first = night_one.ask(f"{CIXI}/")
    socket_before = night_one.connections[""].sock
    second = night_one.ask(f"{CIXI}/robots.txt")
    assert (first.status, second.status) == (200, 200)
    assert night_one.connections[""].sock is socket_before
    assert "Disallow: /search/" in second.text


def test_https_is_tunnelled_and_plain_http_sends_there(night_one: Browser) -> None:
    answer = night_one.ask(f"{FEIXIANG}/zwgk/")
    assert answer.status == 200 and "政府信息公开" in answer.text
    plain = night_one.ask("http://www.fxq.gov.cn/zwgk/")
    assert (plain.status, plain.headers["Location"]) == (301, f"{FEIXIANG}/zwgk/")


def test_dead_https_answers_410_and_a_host_without_https_refuses(night_one: Browser) -> None:
    assert night_one.ask("https://www.cixi.gov.cn/").status == 410
    with pytest.raises(OSError, match="502"):
        night_one.ask("https://www.xqq.gov.cn/")


def test_unknown_hosts_and_pages(night_one: Browser) -> None:
    assert night_one.ask("http://www.nobody.gov.cn/").status == 502
    assert night_one.ask(f"{CIXI}/nothing.html").status == 404


def test_head_sends_the_length_and_no_body(night_one: Browser) -> None:
    head = night_one.ask(f"{CIXI}/", method="HEAD")
    whole = night_one.ask(f"{CIXI}/")
    assert head.body == b""
    assert int(head.headers["Content-Length"]) == len(whole.body)


def test_the_view_counter_is_all_that_changes_between_two_requests(night_one: Browser) -> None:
    url = f"{CIXI}/art/2024/2/29/art_1229778064_4364804.html"
    first, second = night_one.ask(url).text, night_one.ask(url).text
    assert first != second
    assert COUNTER.sub("", first) == COUNTER.sub("", second)


def test_next_group_by_form_and_by_query(night_one: Browser) -> None:
    proxy = f"{CIXI}/module/web/jpage/dataproxy.jsp?startrecord=46&endrecord=90&perpage=15"
    form = "col=1&appid=1&webid=152&path=/&columnid=1229778064&sourceContentType=1&unitid=778064"
    posted = night_one.ask(proxy, method="POST", body=form)
    asked = night_one.ask(f"{proxy}&{form}")
    assert posted.body == asked.body
    assert posted.text.count("<record>") == 45
    wrong_unit = night_one.ask(proxy, method="POST", body=form.replace("778064", "778065"))
    assert "<record>" not in wrong_unit.text


def test_page_nought_of_a_catalogue_is_page_one(night_one: Browser) -> None:
    api = "http://www.lianjiang.gov.cn/ljssfj/gkmlpt/api/all/5?sid=759023"
    assert night_one.ask(f"{api}&page=0").body == night_one.ask(f"{api}&page=1").body
    assert night_one.ask(f"{api}&page=2").body != night_one.ask(f"{api}&page=1").body


@pytest.mark.parametrize("sent", [b"GET / HTTP/1.1\r\nHost: x\r\n\r\n", b"\x16\x03\x01 not http\r\n\r\n"])
def test_what_is_no_proxy_request_gets_400(night_one: Browser, sent: bytes) -> None:
    with socket.create_connection(
        (night_one.proxy.hostname, night_one.proxy.port), timeout=PATIENCE
    ) as client:
        client.sendall(sent)
        assert client.recv(4096).startswith(b"HTTP/1.1 400 ")


def test_many_clients_at_once(night_one: Browser) -> None:
    def visit(number: int) -> int:
        browser = Browser(night_one.proxy.netloc)
        try:
            return browser.ask(f"{CIXI}/").status + browser.ask(f"{FEIXIANG}/").status
        finally:
            browser.close()

    with ThreadPoolExecutor(50) as pool:
        assert set(pool.map(visit, range(100))) == {400}


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGINT])
def test_ends_cleanly_while_a_client_is_connected(ending: signal.Signals) -> None:
    command = [sys.executable, "-m", "replica", "--night", "2"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        announced = child.stdout.readline()
        assert announced.startswith("replica night 2 at 127.0.0.1:")
        browser = Browser(announced.split()[-1])
        browser.ask(f"{FEIXIANG}/")
        child.send_signal(ending)
        _, complaints = child.communicate(timeout=PATIENCE)
        browser.close()
    assert (child.returncode, complaints) == (0, "")


def test_running_says_why_it_did_not_start(tmp_path: object) -> None:
    with pytest.raises(replica.ReplicaFailed, match="no .txt files"), replica.running(texts=str(tmp_path)):
        pass
