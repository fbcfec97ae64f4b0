"""robots.txt by RFC 9309, as far as it can be said without a network."""

import pytest

from crawlers.middlewares.robots import MAX_ROBOTS_BYTES, read_robots
from crawlers.walk.failures import NotFetched

URL = "http://www.one.gov.cn/robots.txt"
SECRET, OPEN = "http://www.one.gov.cn/secret/1.html", "http://www.one.gov.cn/fz/1.html"


def allowed(body: bytes, url: str, status: int = 200) -> bool:
    try:
        read_robots(URL, status, body).check(url)
    except NotFetched as error:
        assert error.kind == "robots"
        return False
    return True


@pytest.mark.parametrize(
    "body",
    [
        b"User-agent: *\nDisallow: /secret/",
        b"\xef\xbb\xbfUser-agent: *\r\nDisallow: /secret/\r\n",
        b"User-agent: other\nAllow: /\n\nUser-agent: FaZhi\nDisallow: /secret/",
        b"User-agent: *\nAllow: /\n\nUser-agent: fazhi\nDisallow: /secret/",
        b"User-agent: *\nDisallow: /*/1.html$\nAllow: /fz/1.html",
        "User-agent: *\n# 不要抓取\nDisallow: /secret/".encode("gb18030"),
    ],
)
def test_rules_for_us_are_obeyed(body: bytes) -> None:
    assert not allowed(body, SECRET)
    assert allowed(body, OPEN)


@pytest.mark.parametrize("status", [204, 301, 401, 403, 404, 410])
def test_no_file_no_rules(status: int) -> None:
    assert allowed(b"User-agent: *\nDisallow: /", SECRET, status)


def test_a_page_in_place_of_the_file_forbids_nothing() -> None:
    assert allowed("<html><body>您访问的页面不存在</body></html>".encode(), SECRET)


@pytest.mark.parametrize(
    ("status", "kind"), [(500, "robots"), (521, "blocked:jiasule_521"), (429, "blocked:rate")]
)
def test_a_server_that_cannot_say_forbids_everything(status: int, kind: str) -> None:
    with pytest.raises(NotFetched, match=f"robots.txt cannot be read: status {status}") as caught:
        read_robots(URL, status, b"").check(OPEN)
    assert caught.value.kind == kind


def test_half_a_megabyte_is_read_and_no_more() -> None:
    head = b"User-agent: *\nDisallow: /secret/\n"
    filling = b"# nothing\n" * (MAX_ROBOTS_BYTES // 10)
    assert not allowed(head + filling, SECRET)
    assert allowed(filling + head, SECRET)
