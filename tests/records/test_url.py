import pytest
from hypothesis import given
from hypothesis import strategies as st

from records.url import canonical_url


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        (
            "HTTP://WWW.Cixi.gov.cn:80/art/2024/2/29/art_1.html#top",
            "http://www.cixi.gov.cn/art/2024/2/29/art_1.html",
        ),
        ("https://www.fxq.gov.cn:443", "https://www.fxq.gov.cn/"),
        ("http://www.xqq.gov.cn:8080/a", "http://www.xqq.gov.cn:8080/a"),
        # Path and query are left alone: both tell pages apart, in the case they are written in.
        ("http://a.gov.cn/ZWGK/?B=2&a=1", "http://a.gov.cn/ZWGK/?B=2&a=1"),
        (" http://a.gov.cn/x ", "http://a.gov.cn/x"),
        ("http://[::1]:8080/x", "http://[::1]:8080/x"),
        # A session's id changes with every visit; the number of a site does not.
        ("http://a.gov.cn/x.html;jsessionid=AB12.n1?b=2&a=1", "http://a.gov.cn/x.html?b=2&a=1"),
        ("http://a.gov.cn/x?sid=0123456789abcdef0123456789abcdef", "http://a.gov.cn/x"),
        ("http://a.gov.cn/x?id=7&JSESSIONID=0123456789ABCDEF&p=2", "http://a.gov.cn/x?id=7&p=2"),
        (
            "http://a.gov.cn/gkmlpt/api/all/5?page=1&sid=755001",
            "http://a.gov.cn/gkmlpt/api/all/5?page=1&sid=755001",
        ),
        ("http://a.gov.cn/x?insid=0123456789abcdef01", "http://a.gov.cn/x?insid=0123456789abcdef01"),
        # A short one has letters and digits, or a name that says what it is.
        ("http://a.gov.cn/read.do?id=7&sid=946F8457BF4F38F", "http://a.gov.cn/read.do?id=7"),
        ("http://a.gov.cn/x?sid=946F84570a&b=1", "http://a.gov.cn/x?b=1"),
        ("http://a.gov.cn/x?sid=946F84570", "http://a.gov.cn/x?sid=946F84570"),
        ("http://a.gov.cn/x?sid=7550017550", "http://a.gov.cn/x?sid=7550017550"),
        ("http://a.gov.cn/x?ASPSESSIONID=ABCDEFGH&b=1", "http://a.gov.cn/x?b=1"),
        ("http://a.gov.cn/x?phpsessid=ABCDEFG&b=1", "http://a.gov.cn/x?phpsessid=ABCDEFG&b=1"),
        # How somebody came to the page, and what keeps a cache away, is no part of its name.
        ("http://a.gov.cn/x.html?from=list&_t=3", "http://a.gov.cn/x.html"),
        ("http://a.gov.cn/x?id=7&timestamp=1710000000000&p=2", "http://a.gov.cn/x?id=7&p=2"),
        ("http://a.gov.cn/x?id=7&t=1710000000&r=0.8812345", "http://a.gov.cn/x?id=7"),
        ("http://a.gov.cn/x?t=5&v=2", "http://a.gov.cn/x?t=5&v=2"),
        ("http://a.gov.cn/x?utm_source=wx&b=%CE%E5&b=2&123", "http://a.gov.cn/x?b=%CE%E5&b=2&123"),
    ],
)
def test_one_spelling(url: str, expected: str) -> None:
    assert canonical_url(url) == expected


@given(
    st.sampled_from(["http", "HTTPS"]),
    st.from_regex(r"[a-zA-Z]{1,8}\.gov\.cn(:(80|443|8080))?", fullmatch=True),
    st.from_regex(
        r"(/[a-zA-Z0-9_.-]{0,6}(;(jsession|s)id=[a-z;]{0,3})?){0,3}(\?(sid=[0-9a-f]{14,18}&?|[a-z]=[0-9]&?){0,3})?(#x)?",
        fullmatch=True,
    ),
)
def test_the_one_spelling_is_its_own(scheme: str, host: str, rest: str) -> None:
    once = canonical_url(f"{scheme}://{host}{rest}")
    assert canonical_url(once) == once
    # White space around keeps an address from being told at a glance.
    assert canonical_url(f" {once}") == once
