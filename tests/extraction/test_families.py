"""Lists of every family, read from pages kept beside this file, and from real ones where they are there."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extraction.families import FAMILIES, Family, family, marks_of, recognise
from extraction.families.static import FILLED_BY_SCRIPT
from extraction.markup.errors import NotAPage
from extraction.markup.page import Page, read_page
from extraction.markup.urls import absolute_url
from extraction.navigation import survey
from records import PageRequest
from tests.conftest import examples

LISTS = Path(__file__).parent / "pages" / "lists"
CASES = sorted(path for path in LISTS.glob("*/*") if not path.name.endswith(".expected.json"))
REAL = Path(__file__).parents[3] / "shared" / "pages"


def expected_of(path: Path) -> dict[str, Any]:
    expected: dict[str, Any] = json.loads(path.with_name(f"{path.stem}.expected.json").read_text("utf-8"))
    return expected


def as_expected(request: PageRequest) -> Any:
    assert request.role == "list"
    if request.method == "GET" and not request.headers:
        return request.url
    headers = [list(pair) for pair in request.headers]
    return {"url": request.url, "method": request.method, "body": request.body, "headers": headers}


@pytest.mark.parametrize("path", CASES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_list_page(path: Path) -> None:
    expected = expected_of(path)
    page = read_page(path.read_bytes(), expected["url"])
    listing = recognise(page).read_listing(page)
    links = [
        [link.title, link.url, link.listed_on.isoformat() if link.listed_on else None]
        for link in listing.links
    ]
    assert {
        "url": page.url,
        "family": recognise(page).name,
        "role": survey(page).role,
        "links": links,
        "next_pages": [as_expected(request) for request in listing.next_pages],
        "promised_pages": listing.promised_pages,
        "promised_items": listing.promised_items,
        "problem": listing.problem,
    } == expected


def test_every_family_has_pages() -> None:
    names = {known.name for known in FAMILIES}
    details = {path.name for path in LISTS.with_name("details").iterdir()}
    assert details - {"text"} == names
    assert {path.parent.name for path in CASES} <= names


@pytest.mark.parametrize("known", FAMILIES, ids=lambda known: known.name)
def test_marks_pass_over_no_page_of_a_family(known: Family) -> None:
    """What `matches` must hold for each page that a family is asked about, marks or not."""
    paths = [*CASES, *LISTS.with_name("details").glob("*/*.*htm*")]
    pages = [read_page(path.read_bytes(), expected_of(path).get("url", "")) for path in paths]
    matched = [page for page in pages if known.matches(page)]
    assert matched
    assert [page.url for page in matched if known.marks and marks_of(page).isdisjoint(known.marks)] == []


def test_a_family_is_found_by_its_name() -> None:
    assert [family(known.name) for known in FAMILIES] == list(FAMILIES)
    with pytest.raises(KeyError, match="no family named 'typo3'; known: gkmlpt, "):
        family("typo3")


@pytest.mark.parametrize("known", FAMILIES, ids=lambda known: known.name)
def test_containers_are_selectors_that_find_the_body(known: Any) -> None:
    for selector in known.containers:
        mark = selector.removeprefix("div").removeprefix("td").removeprefix("table")
        tag = selector.partition("#")[0].partition(".")[0].partition("[")[0] or "div"
        attribute = {"#": f'id="{mark[1:]}"', ".": f'class="{mark[1:].replace(".", " ")}"'}.get(mark[:1], "")
        if mark.startswith("["):
            attribute = 'id="vsb_content_4" ergodic="article"'
        rows = f"<{tag} {attribute}>正文</{tag}>"
        markup = f"<table><tr>{rows}</tr></table>" if tag == "td" else rows
        page = read_page(markup.encode())
        assert [element.text for element in page.tree.cssselect(selector)] == ["正文"], selector


@pytest.mark.parametrize(
    ("url", "markup", "name"),
    [
        ("http://www.a.gov.cn/xx/c100001/202503/0123456789abcdef0123456789abcdef.shtml", "", "ucap"),
        ("http://www.a.gov.cn/x", "<UCAPCONTENT><p>x</UCAPCONTENT>", "ucap"),
        ("http://www.a.gov.cn/art/2024/2/29/art_1229778064_4364804.html", "", "hanweb_jpage"),
        (
            "http://www.a.gov.cn/col/col1/art/2026/art_0123456789abcdef0123456789abcdef.html",
            "",
            "hanweb_jpaas",
        ),
        ("http://www.a.gov.cn/zwgk/202403/t20240328_1.html", "", "trs"),
        ("http://www.a.gov.cn/x", "<div class='TRS_Editor'>", "trs"),
        ("http://www.a.gov.cn/zwgk/fzbg/content/post_2143309.html", "<div class=TRS_Editor>", "nfcms"),
        ("http://www.a.gov.cn/zjl/gkmlpt/content/1/1997/post_1997496.html", "", "gkmlpt"),
        ("http://www.a.gov.cn/zfxxgk/fdzdgknr/lzyj/qzfwj1/10199267.shtml", "", "numeric_shtml"),
        ("http://www.a.gov.cn/xx/c1/pc/content/content_17900001.html", "", "urls_pc"),
        ("http://www.a.gov.cn/info/1018/3201.htm", "<div id=vsb_content>", "vsb"),
        ("http://www.a.gov.cn/public/6604601/39783073.html", "", "lonsun"),
        ("http://www.a.gov.cn/contents/52940/431696.html", "", "channels_contents"),
        ("http://www.a.gov.cn/fzzfjs/1894957800254726145.html", "", "snowflake_static"),
        ("http://www.a.gov.cn/nw12344/20210329/0123456789abcdef0123456789abcdef.html", "", "shanghai"),
        ("http://www.a.gov.cn/x/394705.jhtml", "<p>x</p>", "generic"),
    ],
)
def test_articles_are_recognised_as_well(url: str, markup: str, name: str) -> None:
    assert recognise(read_page(markup.encode(), url)).name == name


def test_five_groups_of_a_hanweb_list_join_without_gap_or_overlap() -> None:
    markup = (LISTS / "hanweb_jpage" / "first_group.html").read_text("utf-8")
    markup = markup.replace("<totalrecord>8<", "<totalrecord>13<").replace("<script", "perPage: 2 <script", 1)
    page = read_page(markup.encode(), "http://www.example.gov.cn/col/col1229000001/index.html")
    requests = recognise(page).read_listing(page).next_pages
    spans = [request.url.partition("?")[2] for request in requests]
    assert spans == [
        "startrecord=4&endrecord=6&perpage=2",
        "startrecord=7&endrecord=9&perpage=2",
        "startrecord=10&endrecord=12&perpage=2",
        "startrecord=13&endrecord=15&perpage=2",
    ]


MARKUP = st.lists(
    st.sampled_from(
        [
            "<ul><li>", "</li>", "</ul>", "<a href='./202403/t20240301_1.html' title='某县'>某县法治政府建设报告", "</a>",
            "<a href='http://[/'>坏地址坏地址</a>", "2024-03-01", "<span>2024年13月40日</span>", "<tr><td>", "<div>",
            "<script>createPageHTML(3,0,'index','html');</script>", "var countPage = 7", "<a href='index_2.html'>下一页</a>",
            "<datastore>", "<record><![CDATA[<li><a href='/art/2024/2/9/art_1_5.html'>某市报告</a>", "]]></record>",
            "<nextgroup><![CDATA[<a href='/dataproxy.jsp?columnid=1'>]]></nextgroup>", "</datastore>", "<totalrecord>99",
            "window._CONFIG = {SID:'1', TREE: [", '{"id":5,"name":"法治政府建设"}', "articleList: [", '{"urls": 3}', "]",
            '{"articles": [', '{"data": {"results": [', "]}}", "{", "}", "<!--", "-->", "<base href='x://'>", "\x0b",
            "<iframe src='a.html'>", "<meta http-equiv=refresh content='0;url=//['>", "共12页", "1/3", "<meta name=channelId content=1>",
        ]
    ),
    max_size=25,
).map("".join)  # fmt: skip
ADDRESSES = st.sampled_from(
    [
        "",
        "http://[",
        "http://www.a.gov.cn/",
        "http://www.a.gov.cn/zwgk/fzzfjsnb/",
        "http://www.a.gov.cn/col/col1/index.html",
        "http://www.a.gov.cn/module/web/jpage/dataproxy.jsp?startrecord=9&endrecord=3&perpage=x",
        "http://www.a.gov.cn/gkmlpt/api/all/5?page=1&sid=1",
        "http://www.a.gov.cn/gkmlpt/index",
        "http://www.a.gov.cn/common/search/1?page=99999999999",
        "http://www.a.gov.cn/common/search/1?_isJson=false",
        "http://www.a.gov.cn/xx/pc/list.html",
    ]
)


def read_all(page: Page) -> None:
    for known in FAMILIES:
        listing = known.read_listing(page)
        assert all(link.url.startswith("http") for link in listing.links)
        assert all(request.url.startswith("http") for request in listing.next_pages)
    survey(page)


@settings(max_examples=examples(200))
@given(MARKUP | st.text(max_size=80), ADDRESSES)
def test_no_family_raises_whatever_the_page(markup: str, url: str) -> None:
    try:
        page = read_page(markup.encode("utf-8", "replace"), url)
    except NotAPage:  # RIFF and other first letters of files
        return
    read_all(page)


@given(st.binary(max_size=200), ADDRESSES)
def test_no_family_raises_whatever_the_bytes(payload: bytes, url: str) -> None:
    try:
        page = read_page(payload, url)
    except NotAPage:
        return
    read_all(page)


@pytest.mark.parametrize(
    "text",
    [
        "<record>" * 100_000,
        "<datastore><nextgroup>" * 40_000,
        "createPageHTML(" * 60_000,
        "2024-" * 200_000,
        "[" * 200_000,
        "articleList" * 90_000,
        "/art/2024/" * 100_000,
        "/202403/t20240301_" * 50_000,
        "<meta http-equiv=refresh content='url=" + "=" * 500_000,
        "var countPage = 3;" + 'index"+"_' * 100_000,
        "<ul>" + "<li><a href=x>某县报告" * 20_000,
        "共" * 500_000,
        "{" + '"a":{' * 100_000,
    ],
    ids=lambda text: text[:24],
)
def test_long_and_hostile_text_comes_back(text: str) -> None:
    for url in (
        "http://www.a.gov.cn/x/",
        "http://www.a.gov.cn/gkmlpt/api/all/5",
        "http://www.a.gov.cn/dataproxy.jsp",
    ):
        page = read_page(text.encode(), url)
        recognise(page).read_listing(page)
        survey(page)


def real_lists() -> list[dict[str, Any]]:
    gold = REAL / "gold_lists.jsonl"
    lines = gold.read_text("utf-8").splitlines() if gold.exists() else []
    return [json.loads(line) for line in lines]


@pytest.mark.skipif(
    not REAL.is_dir(), reason="the saved real pages (../shared/pages) are not on this machine"
)
def test_real_list_pages() -> None:
    for gold in real_lists():
        url = gold["url"] or f"http://{gold['host']}/a/b/index.html"
        page = read_page((REAL / gold["file"]).read_bytes(), url)
        listing = recognise(page).read_listing(page)
        found = [
            ("".join(link.title.split()), link.url, link.listed_on.isoformat() if link.listed_on else None)
            for link in listing.links
        ]
        wanted = [
            ("".join(item["title"].split()), absolute_url(url, item["href"]), item["date"])
            for item in gold["items"]
        ]
        if gold["mode"] == "static_grouped":
            # The gold has one item per row and no documents; the page has several in a row.
            found = [item for item in found if item in wanted]
        assert found == wanted, gold["file"]
        is_shell = listing.problem.startswith(FILLED_BY_SCRIPT) or (
            not listing.links and bool(listing.next_pages)
        )
        assert is_shell == (gold["mode"] == "script_only"), gold["file"]
