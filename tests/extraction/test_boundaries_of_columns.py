"""Each score and each number that decides where a search goes and what a list says, tried on both of its
sides."""

import pytest

from extraction.listing.column_scoring import column_score, is_part, lead_score, leads_elsewhere, slug_score
from extraction.listing.controls import controls
from extraction.listing.paging import guessed_pages, pager_call, printed_counts
from extraction.listing.script_calls import calls
from extraction.listing.totals import totals, totals_in
from extraction.listing.unread_rows import text_outside, unread_rows
from extraction.markup.page import Page, read_page
from extraction.navigation import leads_of_sitemap, own_score, survey
from records import LeftOver, Link

HOME = "http://www.cixi.gov.cn/"
TITLE = "慈溪市2023年法治政府建设年度报告"


def html(markup: str, url: str = f"{HOME}fz/", head: str = "") -> Page:
    return read_page(f"<!DOCTYPE html><html><head>{head}</head><body>{markup}</body></html>".encode(), url)


@pytest.mark.parametrize(
    ("name", "score"),
    [
        ("法治政府建设年度报告", 100), ("法治政府", 95), ("依法行政", 90), ("法治建设", 85), ("依法治市", 85), ("政府工作报告", 70),
        ("年度报告", 65), ("工作总结", 65), ("法定主动公开内容", 60), ("履职依据", 58), ("市政府文件", 55), ("司法局", 50), ("公开目录", 45),
        ("信息公开", 40), ("政务公开", 35), ("部门动向", 30), ("通知公告", 25), ("专题专栏", 24), ("网站地图", 22), ("旅游", 0),
        ("法治政府建设解读", 0), ("普法", 0), ("下一页", 0), ("法 治 政 府", 95),
    ],
)  # fmt: skip
def test_names_of_columns_have_their_scores(name: str, score: int) -> None:
    assert column_score(name) == score
    assert leads_elsewhere(name) is (name in ("法治政府建设解读", "普法", "下一页"))


@pytest.mark.parametrize(
    ("path", "score"),
    [
        ("/zwgk/fzzfjsnb/qzf_63478/", 95), ("/fzzfndbg/", 92), ("/fzbg/", 85), ("/gzbg/", 65), ("/gkmlpt/", 60), ("/qtfdgk/", 55),
        ("/lzyj/", 50), ("/xxgk/", 40), ("/zwgk/", 30), ("/lvyou/", 0), ("/fzbg/" + "a/" * 7, 85), ("/fzbg/" + "a/" * 8, 0),
    ],
)  # fmt: skip
def test_folders_have_their_scores(path: str, score: int) -> None:
    assert slug_score(path) == score


@pytest.mark.parametrize(
    ("name", "path", "trail", "score"),
    [
        ("法治政府", "/a/", (), 95),
        ("旅游", "/fzbg/", (), 42),
        ("旅游", "/a/", ("法治政府",), 0),
        ("其他", "/a/", ("法治政府",), 90),
        ("其他", "/a/", ("公开目录",), 40),
        ("其他", "/a/", ("信息公开",), 0),
        ("其他", "/a/", ("法治政府", "旅游", "餐饮"), 0),
        ("司法局", "/a/", ("法治建设",), 80),
        ("民政局", "/a/", ("法治建设",), 80),
        ("民政局", "/a/", ("政府工作报告",), 0),
        ("2023年", "/fzbg/", ("政府工作报告",), 65),
        ("普法", "/fzbg/", ("法治政府",), 0),
    ],
)
def test_a_part_is_worth_a_little_less_than_its_column(
    name: str, path: str, trail: tuple[str, ...], score: int
) -> None:
    assert lead_score(name, path, trail) == score


def test_parts_have_names_that_mean_nothing_alone() -> None:
    assert [is_part(name) for name in ("2023年", "其他", "本级", "民政局", "法治建设")] == [True] * 4 + [
        False
    ]


@pytest.mark.parametrize(
    ("head", "score"),
    [
        ("<meta name=ColumnName content=法治政府建设><title>慈溪市</title>", 95),
        ("<title>法治建设-慈溪市人民政府</title>", 85),
        ("<title>慈溪市-法治建设</title>", 85),
        ("<title>慈溪市-要闻-法治建设</title>", 0),
        (f"<title>{'法治建设'.ljust(24, '园')}</title>", 85),
        (f"<title>{'法治建设'.ljust(25, '园')}</title>", 0),
        ("", 0),
    ],
)
def test_a_page_is_a_column_by_its_own_name(head: str, score: int) -> None:
    assert own_score(html("", head=head)) == score


def test_the_twelve_best_addresses_of_a_map_are_leads() -> None:
    urls = [f"{HOME}zwgk/{n}/" for n in range(14)] + [f"{HOME}fzbg/", f"{HOME}fzbg/202401/t20240101_1.html"]
    urls += [f"{HOME}lvyou/", "http://www.yuyao.gov.cn/fzbg/"]
    leads = leads_of_sitemap(urls, HOME)
    assert [(lead.request.url, lead.score) for lead in leads[:2]] == [
        (f"{HOME}fzbg/", 42),
        (f"{HOME}zwgk/0/", 15),
    ]
    assert len(leads) == 12 and {lead.request.role for lead in leads} == {"catalogue"}


@pytest.mark.parametrize(("length", "count"), [(400, 1), (401, 0)])
def test_a_first_page_that_says_little_is_an_entrance(length: int, count: int) -> None:
    def greeting(words: int) -> Page:
        return html(f"<p>{'欢' * words}</p><a href=/web/main.html>进入慈溪市门户</a>", HOME)

    page = greeting(length - len("".join(greeting(0).visible.pieces)))
    assert len("".join(page.visible.pieces)) == length
    leads = survey(page).leads
    assert [(lead.request.url, lead.score) for lead in leads] == [(f"{HOME}web/main.html", 30)] * count


@pytest.mark.parametrize(("links", "count"), [(12, 12), (13, 0)])
def test_an_entrance_has_few_ways_in(links: int, count: int) -> None:
    page = html("".join(f"<a href=/web/{n}.html>{chr(0x7532 + n)}</a>" for n in range(links)), HOME)
    assert len(survey(page).leads) == count
    assert (
        survey(html("<a href=/en/>English</a><a href=/wza/>进入</a><a href=/a.pdf>进入</a>", HOME)).leads
        == ()
    )


@pytest.mark.parametrize(
    ("name", "count"), [("法治政府".ljust(24, "园"), 1), ("法治政府".ljust(25, "园"), 0)]
)
def test_the_name_of_a_column_is_short(name: str, count: int) -> None:
    assert len(survey(html(f"<a href=/zl/>{name}</a><p>{'字' * 500}</p>", HOME)).leads) == count


@pytest.mark.parametrize(("name", "role"), [("公开目录", "list"), ("信息公开", "catalogue")])
def test_a_lead_with_the_name_of_a_list_is_one(name: str, role: str) -> None:
    (lead,) = survey(html(f"<a href=/zl/>{name}</a><p>{'字' * 500}</p>", HOME)).leads
    assert (lead.request.role, lead.name) == (role, name)


@pytest.mark.parametrize(("depth", "score"), [(6, 90), (7, 0)])
def test_a_heading_is_at_most_six_elements_above(depth: int, score: int) -> None:
    inner = "<div>" * (depth - 1) + "<a href=/zl/>其他</a>" + "</div>" * (depth - 1)
    page = html(f"<section><h3>法治政府</h3>{inner}</section><p>{'字' * 500}</p>", HOME)
    assert [lead.score for lead in survey(page).leads] == ([score] if score else [])


def test_frames_redirects_and_the_search_stand_for_the_page() -> None:
    form = "<form action=/search><input name=q></form>"
    leads = survey(html(f"<iframe src=/inner.html></iframe>{form}", HOME), score=0).leads
    assert [(lead.request.url.partition("?")[0], lead.score) for lead in leads] == [
        (f"{HOME}inner.html", 45), (f"{HOME}search", 15)
    ]  # fmt: skip
    (lead,) = survey(html("<iframe src=/inner.html></iframe>", f"{HOME}a/"), score=80).leads
    assert lead.score == 80


# What a list says about itself.


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("共12页", [("pages", 12)]),
        ("共52条", [("items", 52)]),
        ("共200000条", [("items", 200_000)]),
        ("共200001条", []),
        ("共12页".ljust(160), [("pages", 12)]),
        ("共12页".ljust(161), []),
        ("共12页甲乙丙丁", [("pages", 12)]),
        ("共12页甲乙丙丁戊", []),
        ("每页20条 共12页", [("pages", 12)]),
    ],
)
def test_totals_of_a_short_piece_of_a_pager(text: str, said: list[tuple[str, int]]) -> None:
    assert [(found.kind, found.number) for found in totals_in(text)] == said


def numbers(found: list[LeftOver]) -> set[tuple[str, int]]:
    return {(one.kind, one.number) for one in found}


def test_one_place_in_a_row_is_a_total_and_several_are_days() -> None:
    assert numbers(list(totals(html("<div><span>3/12</span></div>")))) == {("pages", 12)}
    assert numbers(list(totals(html("<div><span>12/3</span></div>")))) == set()
    assert numbers(list(totals(html("<ul><li>3/5</li><li>3/12</li></ul>")))) == set()
    assert numbers(
        list(totals(html("<a href=/>首页</a><script>var totalCount = 0; var pageCount = 7;</script>")))
    ) == {("pages", 7)}


def test_counts_are_read_as_the_pager_prints_them() -> None:
    assert printed_counts(html("<div>共<b>5</b>页 共52条</div>")) == (5, 52)
    assert printed_counts(html("<div>1/11</div>")) == (11, None)
    assert printed_counts(html("<div>11/1</div>")) == (None, None)
    assert printed_counts(html("<p>3/5</p><p>3/12</p>")) == (None, None)
    assert printed_counts(html("<a href=/x>共5页</a>")) == (None, None)


@pytest.mark.parametrize(("length", "pages"), [(120, 5), (121, None)])
def test_a_pager_is_short(length: int, pages: int | None) -> None:
    assert printed_counts(html(f"<div>{'共5页'.ljust(length, 'x')}</div>"))[0] == pages


def test_calls_of_pagers_are_read() -> None:
    call = pager_call(html("<script>createPageHTML(12, 3, 'index', 'html');</script>"))
    assert call and (call.pages, call.current, call.stem, call.extension) == (12, 3, "index", "html")
    call = pager_call(html("<script>createPageHTML('div', 12, 3, 'list', 'shtml', 230);</script>"))
    assert call and (call.pages, call.current, call.stem, call.items) == (12, 2, "list", 230)
    assert pager_call(html("")) is None


def test_guessed_pages_begin_with_the_second() -> None:
    series = guessed_pages(f"{HOME}fz/", 3)
    assert [one[0] for one in series] == [
        f"{HOME}fz/index_1.html", f"{HOME}fz/index_2.html", f"{HOME}fz/?page=2", f"{HOME}fz/list_2.html", f"{HOME}fz/page_2.html"
    ]  # fmt: skip
    assert [len(one) for one in series] == [2] * 5
    assert guessed_pages(f"{HOME}fz/7.html", 2)[0] == (f"{HOME}fz/8.html",)
    assert guessed_pages(f"{HOME}fz/list.jsp?id=3", 2) == ((f"{HOME}fz/list.jsp?id=3&page=2",),)


@pytest.mark.parametrize(("before", "count"), [(300, 1), (301, 0)])
def test_a_call_for_a_page_has_the_word_near_before_it(before: int, count: int) -> None:
    script = "x={page:2}".ljust(before + 2, " ") + "$.get('/rows',add)"
    assert len(list(calls(html(f"<script>{script}</script>")))) == count


@pytest.mark.parametrize(("behind", "count"), [(580, 1), (600, 0)])
def test_a_call_for_a_page_has_the_word_near_behind_it(behind: int, count: int) -> None:
    script = "$.get(" + "'/rows'".ljust(behind, " ") + ",{page:2},add)"
    assert len(list(calls(html(f"<script>{script}</script>")))) == count


def test_a_drawn_pager_says_how_much_there_is() -> None:
    found = list(calls(html("<script>laypage.render({elem:'p',count:41,limit:20})</script>")))
    assert numbers(found) == {("items", 41), ("pages", 3)}
    found = list(calls(html("<script>laypage.render({elem:'p',pages:4,count:41,limit:20})</script>")))
    assert numbers(found) == {("items", 41), ("pages", 4)}


@pytest.mark.parametrize(("length", "count"), [(299, 0), (300, 1)])
def test_text_on_a_list_counts_from_three_hundred_characters(length: int, count: int) -> None:
    text = "我市推进法治政府建设，完善行政执法制度，开展执法监督检查工作。" * 10
    assert len(list(text_outside(html(f"<p>{text[: length - 1]}。</p>")))) == count


@pytest.mark.parametrize(("length", "count"), [(90, 1), (91, 0)])
def test_a_row_that_no_item_bears_has_the_length_of_a_title(length: int, count: int) -> None:
    title = ("慈溪市" + "某" * 90)[: length - 15] + "2023年法治政府建设年度报告"
    assert len(title) == length
    assert len(list(unread_rows(html(f"<p>{title}</p>"), (), False))) == count
    assert list(unread_rows(html(f"<p>{title}</p>"), [Link("http://x/", title)], False)) == []


def test_a_row_of_page_numbers_is_live_where_it_leads_somewhere() -> None:
    pager = "<div class=page><span>1</span><a href=index_1.html>2</a><a href=index_2.html>3</a></div>"
    assert ("numbers", 3) in numbers(list(controls(html(pager))))
    assert numbers(list(controls(html("<div class=page><span>1</span><span>2</span></div>")))) == set()
    rows = "".join(f"<a href=index_{n - 1}.html>{n}</a>" for n in range(1, 29))
    assert ("numbers", 28) not in numbers(list(controls(html(f"<div class=page>{rows}</div>"))))
