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
    ],
)
def test_one_spelling(url: str, expected: str) -> None:
    assert canonical_url(url) == expected


@given(
    st.sampled_from(["http", "HTTPS"]),
    st.from_regex(r"[a-zA-Z]{1,8}\.gov\.cn(:(80|443|8080))?", fullmatch=True),
    st.from_regex(r"(/[a-zA-Z0-9_.-]{0,6}){0,3}(\?[a-z]=[0-9])?(#x)?", fullmatch=True),
)
def test_the_one_spelling_is_its_own(scheme: str, host: str, rest: str) -> None:
    once = canonical_url(f"{scheme}://{host}{rest}")
    assert canonical_url(once) == once
