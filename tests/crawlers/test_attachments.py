"""The files of a report's page: followed as captures of their own, as politely as pages."""

from pathlib import Path

import pytest

from records import Capture
from storage.evidence.warc import read_payload
from tests.crawlers.web import Answer, Crawled, crawl, link, page, serving, site

HOST = "http://www.one.gov.cn"
DETAIL = f"{HOST}/fz/t20240101_1.html"
PDF = {"Content-Type": "application/pdf"}
ERROR = Answer(b"<html><head><title>error</title></head>" + b" " * 4800 + b"</html>")


def web_of(anchors: str, files: dict[str, Answer]) -> dict[str, Answer]:
    """A site with one report, whose text is these links."""
    title = "某区2023年法治政府建设年度报告"
    return {
        f"{HOST}/": page(link("/fz/", "法治政府建设")),
        f"{HOST}/fz/": page(link("t20240101_1.html", title, "2024-01-01")),
        DETAIL: page(f'<h1>{title}</h1><div class="TRS_Editor"><p>{anchors}</p></div>'),
        **{f"{HOST}{path}": answer for path, answer in files.items()},
    }


def attachments(crawled: Crawled) -> list[Capture]:
    return [capture for capture in crawled.captures if capture.role == "attachment"]


def test_a_file_is_a_capture_tied_to_its_page(tmp_path: Path) -> None:
    whole = Answer(b"%PDF-1.7 ...", headers=dict(PDF), without_referer=ERROR)
    files = {"/fz/P020240101.pdf": whole}
    with serving(web_of('<a href="./P020240101.pdf" title="报告.pdf">报告全文.pdf</a>', files)) as web:
        crawled = crawl(tmp_path, web, site("www.one.gov.cn"))
    assert (crawled.exit_code, crawled.stderr) == (0, "")
    (file,) = attachments(crawled)
    assert (file.found_on, file.link_title, file.media_type) == (DETAIL, "报告全文.pdf", "application/pdf")
    # Without a Referer the server would have sent its error page.
    assert read_payload(crawled.data, file) == whole.body
    assert crawled.summary.sites[0].listing_healthy


def test_files_come_after_the_pages(tmp_path: Path) -> None:
    answers = web_of('<a href="/a.docx">一.docx</a>', {"/a.docx": Answer(b"PK", headers=dict(PDF))})
    titles = [link(f"t20240101_{at}.html", f"某区20{at}年法治政府建设年度报告") for at in range(11, 16)]
    answers[f"{HOST}/fz/"] = page(link("t20240101_1.html", "某区2023年法治政府建设年度报告"), *titles)
    answers |= {f"{HOST}/fz/t20240101_{at}.html": answers[DETAIL] for at in range(11, 16)}
    with serving(answers) as web:
        crawled = crawl(tmp_path, web, site("www.one.gov.cn"))
    roles = [capture.role for capture in crawled.captures if capture.role in ("detail", "attachment")]
    assert roles == ["detail"] * 6 + ["attachment"]


def test_a_download_that_redirects_keeps_its_name_and_its_page(tmp_path: Path) -> None:
    name = "/module/download/downfile.jsp?classid=0&filename=0a1b.pdf"
    files = {
        name: Answer(b"", 302, {"Location": "/attach/0/0a1b.pdf"}),
        "/attach/0/0a1b.pdf": Answer(b"%PDF-1.7", headers=dict(PDF), without_referer=ERROR),
    }
    with serving(web_of(f'<a href="{name}">报告.pdf</a>', files)) as web:
        crawled = crawl(tmp_path, web, site("www.one.gov.cn"))
    first, second = attachments(crawled)
    assert (first.status, first.redirect_to) == (302, f"{HOST}/attach/0/0a1b.pdf")
    assert (second.status, second.url, second.page_url) == (200, f"{HOST}/attach/0/0a1b.pdf", HOST + name)
    assert second.found_on == DETAIL
    assert read_payload(crawled.data, second) == b"%PDF-1.7"


@pytest.mark.parametrize(
    ("answer", "kinds"),
    [
        (Answer(b"%PDF-1.7", headers=dict(PDF), promised=200_000_000), ["too_large"]),
        (Answer(b"gone", 404), ["http_error"]),
        (ERROR, []),
    ],
    ids=["two hundred megabytes", "not there", "a page instead"],
)
def test_a_file_that_does_not_come_harms_nothing(tmp_path: Path, answer: Answer, kinds: list[str]) -> None:
    with serving(web_of('<a href="/a.pdf">报告.pdf</a>', {"/a.pdf": answer})) as web:
        crawled = crawl(tmp_path, web, site("www.one.gov.cn"))
    assert crawled.exit_code == 0
    assert [(failure.kind, failure.role) for failure in crawled.failures] == [
        (kind, "attachment") for kind in kinds
    ]
    came = [] if kinds == ["too_large"] else [answer.status]
    assert [capture.status for capture in attachments(crawled)] == came
    assert crawled.summary.sites[0].listing_healthy


def test_files_are_part_of_the_budget(tmp_path: Path) -> None:
    anchors = " ".join(f'<a href="/{at}.pdf">附件{at}.pdf</a>' for at in range(20))
    files = {f"/{at}.pdf": Answer(b"%PDF-1.7", headers=dict(PDF)) for at in range(20)}
    with serving(web_of(anchors, files)) as web:
        crawled = crawl(tmp_path, web, site("www.one.gov.cn"), page_budget=8)
    assert 1 <= len(attachments(crawled)) < 8
    assert crawled.summary.sites[0].budget_spent
