"""Addresses: one form for one page, and what their shape tells."""

from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extraction.markup.urls import (
    absolute_url,
    canonical_url,
    host_of,
    is_detail_url,
    is_file_url,
    is_gov_host,
    is_home,
    is_same_site,
    may_be_detail_url,
    path_of,
)


@pytest.mark.parametrize(
    ("url", "canonical"),
    [
        ("HTTP://WWW.Fxq.gov.cn:80/A/b.html#top", "http://www.fxq.gov.cn/A/b.html"),
        ("https://www.a.gov.cn:443", "https://www.a.gov.cn/"),
        ("http://www.a.gov.cn:8080/x/", "http://www.a.gov.cn:8080/x/"),
        ("http://www.a.gov.cn/x;jsessionid=AB12.n1?b=2&a=1", "http://www.a.gov.cn/x?b=2&a=1"),
        ("http://www.a.gov.cn/x/index.html", "http://www.a.gov.cn/x/index.html"),
        ("https://[2001:db8::1]:8443/x", "https://[2001:db8::1]:8443/x"),
        ("http://[broken", "http://[broken"),
        ("http://www.a.gov.cn:port/", "http://www.a.gov.cn:port/"),
    ],
)
def test_canonical_url(url: str, canonical: str) -> None:
    assert canonical_url(url) == canonical


@given(st.text(max_size=60) | st.text("htp:/[]@#?;.a1%", max_size=40).map("http://www.a.gov.cn/".__add__))
def test_a_canonical_url_is_its_own_canonical_url(url: str) -> None:
    once = canonical_url(url)
    assert canonical_url(once) == once


@pytest.mark.parametrize(
    ("href", "absolute"),
    [
        ("./202403/t1.html", "http://www.a.gov.cn/zwgk/202403/t1.html"),
        ("../qt/", "http://www.a.gov.cn/qt/"),
        ("//b.gov.cn/x", "http://b.gov.cn/x"),
        (" /x\n/y.html ", "http://www.a.gov.cn/x/y.html"),
        ("?page=2#list", "http://www.a.gov.cn/zwgk/?page=2"),
        ("#top", ""),
        ("", ""),
        ("javascript:void(0)", ""),
        ("mailto:a@b", ""),
        ("http://[x", ""),
    ],
)
def test_absolute_url(href: str, absolute: str) -> None:
    assert absolute_url("http://www.a.gov.cn/zwgk/", href) == absolute


@given(st.sampled_from(["http", "HTTPS", "ftp"]), st.text("aZ1.-_/:@?#;%[ \t", max_size=12))
def test_host_and_path_are_those_of_the_standard_library(scheme: str, rest: str) -> None:
    url = f"{scheme}://www.a.gov.cn{rest}"
    try:
        parts = urlsplit(url)
        expected = (parts.hostname or "").lower(), parts.path
    except ValueError:
        expected = "", ""
    assert (host_of(url), path_of(url)) == expected


@pytest.mark.parametrize(
    ("url", "other", "same"),
    [
        ("http://www.fxq.gov.cn/", "https://xxgk.fxq.gov.cn/a", True),
        ("http://www.fxq.gov.cn/", "http://www.hdfx.gov.cn/", False),
        ("http://www.fxq.gov.cn/", "http://gov.cn/", False),
        ("http://127.0.0.1:80/", "http://127.0.0.1:81/", True),
        ("http://www.fxq.gov.cn/", "http://www.fxq.gov.cn.example.com/", False),
        ("", "", False),
    ],
)
def test_is_same_site(url: str, other: str, same: bool) -> None:
    assert is_same_site(url, other) is same


@pytest.mark.parametrize(
    ("path", "sure", "possible"),
    [
        ("/zwgk/202403/t20240328_6583952.html", True, True),
        ("/art/2024/2/29/art_1229778064_4364804.html", True, True),
        ("/col/col1229039850/art/2026/art_0123456789abcdef0123456789abcdef.html", True, True),
        ("/zwgk/fzbg/content/post_2143309.html", True, True),
        ("/zfxxgk/lzyj/qzfwj1/10199267.shtml", True, True),
        ("/info/1018/3201.htm", True, True),
        ("/hebwcs/c112249/202501/c01_1037091.shtml", True, True),
        ("/OpennessContent/show/2428359.html", True, True),
        ("/public/6615904/11012345.html", False, True),
        ("/channels/52940.html", False, False),
        ("/zwgk/fzzfjsnb/index_1.html", False, False),
        ("/col/col1229038468/index.html", False, False),
        ("/zwgk/fzzfjsnb/", False, False),
    ],
)
def test_shapes_of_articles(path: str, sure: bool, possible: bool) -> None:
    url = f"http://www.a.gov.cn{path}"
    assert (is_detail_url(url), may_be_detail_url(url)) == (sure, possible)


def test_files_homes_and_government_hosts() -> None:
    assert is_file_url("http://www.a.gov.cn/x/P020240328.PDF?download=1")
    assert not is_file_url("http://www.a.gov.cn/pdf/")
    assert [
        is_home(f"http://www.a.gov.cn{path}") for path in ("", "/", "/index.html", "/?id=1", "/zwgk/")
    ] == [
        True,
        True,
        True,
        False,
        False,
    ]
    assert [is_gov_host(host) for host in ("gov.cn", "www.a.gov.cn", "notgov.cn", "gov.cn.example.com")] == [
        True,
        True,
        False,
        False,
    ]
