"""https as it is met: today's, yesterday's, broken, and none at all."""

import ssl

import pytest
import trustme
from warcio.archiveiterator import ArchiveIterator

from tests.crawlers.web import Answer, Crawled, Web, crawl, link, page, serving, site

TITLE = "某区2023年法治政府建设年度报告"
NAMES = ("modern", "old", "broken", "deaf")


def https(name: str) -> str:
    return f"https://www.{name}.gov.cn"


def speaking(name: str, *, old: bool) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trustme.CA().issue_cert(f"www.{name}.gov.cn").configure_cert(context)
    if old:
        context.set_ciphers("ALL:@SECLEVEL=0")
        context.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
        context.maximum_version = ssl.TLSVersion.TLSv1
    return context


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Web, Crawled]:
    answers: dict[str, Answer | list[Answer]] = {}
    for name in NAMES:
        answers[f"{https(name)}/"] = page(link("/fz/", "法治政府建设年度报告"))
        answers[f"{https(name)}/fz/"] = page(link("/fz/t20240101_1.html", TITLE, "2024-01-01"))
        answers[f"{https(name)}/fz/t20240101_1.html"] = Answer(b"<p>text</p>" * 20_000)
    sites = [site(f"www.{name}.gov.cn", scheme="https") for name in NAMES]
    with serving(answers) as web:
        web.tls = {"www.modern.gov.cn": speaking("modern", old=False), "www.broken.gov.cn": None}
        with pytest.warns(DeprecationWarning, match="TLSv1"):
            web.tls["www.old.gov.cn"] = speaking("old", old=True)
        return web, crawl(tmp_path_factory.mktemp("tls"), web, *sites)


@pytest.mark.parametrize(("name", "protocol"), [("modern", ""), ("old", "TLSv1")])
def test_a_site_is_read_with_the_encryption_it_has(
    crawled: tuple[Web, Crawled], name: str, protocol: str
) -> None:
    _, night = crawled
    captures = [c for c in night.captures if c.site_id == name]
    assert [(c.role, c.status) for c in captures] == [
        ("robots", 404),
        ("home", 200),
        ("list", 200),
        ("detail", 200),
    ]
    assert {c.tls for c in captures} == {protocol}
    assert captures[-1].payload_bytes == 220_000


@pytest.mark.parametrize(("name", "kind"), [("broken", "tls"), ("deaf", "refused")])
def test_a_site_without_any_is_told_by_what_is_in_the_way(
    crawled: tuple[Web, Crawled], name: str, kind: str
) -> None:
    _, night = crawled
    assert {f.kind for f in night.failures if f.site_id == name and f.url.startswith("https:")} == {kind}
    (outcome,) = (one for one in night.summary.sites if one.site_id == name)
    assert outcome.verdict == kind


def test_the_evidence_says_that_certificates_are_not_verified(crawled: tuple[Web, Crawled]) -> None:
    _, night = crawled
    with night.warcs[0].open("rb") as file:
        info = next(iter(ArchiveIterator(file))).content_stream().read().decode()
    assert "certificates are not verified" in info
