"""What a page says is shown and does nothing: no markup of the terminal's library, no control, no formula."""

import csv
import io
import json
import logging
from html.parser import HTMLParser
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from flows.cli import main
from flows.pipeline.result import HarvestResult, markdown_text
from flows.rendering.tables import RAW_CSV, print_rows
from records.text.printable import PlainFormatter, printable, printable_json
from storage.planning.harvest_results import SiteHarvest

HOSTILE = "[/bold]\x1b]0;x\x07\x9b2J\u202e[red]:smile:<script>alert(1)</script>&amp;\"'=1+1"
UNSHOWN = set("\x1b\x07\x9b\u202e\x00\r\x7f\u2066\u200f")


def html_page(title: str) -> bytes:
    body = "<p>2023年，全县推进法治政府建设，办理行政复议案件205件。</p>" * 30
    escaped = title.replace("&", "&amp;").replace("<", "&lt;")
    return f"<html><head><meta charset=utf-8></head><body><h1>{escaped}</h1><div>{body}</div></body></html>".encode()


@pytest.mark.parametrize("form", ["table", "csv", "json"])
def test_rows_are_shown(form: str, capsys: pytest.CaptureFixture[str]) -> None:
    print_rows([HOSTILE], [[HOSTILE], ["=cmd|' /C calc'!A0"], [-3], ["\t=1"]], form)
    shown = capsys.readouterr().out
    assert not UNSHOWN & set(shown)
    assert "[/bold]" in shown and "alert(1)" in shown
    if form == "csv":
        cells = [row[0] for row in csv.reader(io.StringIO(shown))][2:]
        assert cells == ["'=cmd|' /C calc'!A0", "-3", "'\t=1"]
    if form == "json":
        assert json.loads(shown)[0] == {HOSTILE: HOSTILE}


def test_raw_cells_are_what_they_are(capsys: pytest.CaptureFixture[str]) -> None:
    print_rows(["a"], [["=1+1"], ["@x"]], RAW_CSV)
    assert capsys.readouterr().out == "a\n=1+1\n@x\n"


@pytest.mark.parametrize("options", [[], ["--json"], ["--explain"]])
def test_extract_shows_a_hostile_title(tmp_path: Path, options: list[str]) -> None:
    page = tmp_path / "page[bold].html"
    page.write_bytes(html_page(f"云溪县2023年法治政府建设年度报告{HOSTILE}"))
    done = CliRunner().invoke(main, ["extract", str(page), *options])
    assert (done.exit_code, done.exception) == (0, None)
    assert not UNSHOWN & set(done.output)


def test_html_of_a_hostile_page_holds_no_markup_of_it(tmp_path: Path) -> None:
    page, out = tmp_path / "page.html", tmp_path / "explained.html"
    page.write_bytes(
        html_page('云溪县2023年法治政府建设年度报告<script>alert(1)</script>"><img src=x onerror=y>')
    )
    assert CliRunner().invoke(main, ["extract", str(page), "--html", str(out)]).exit_code == 0

    class Tags(HTMLParser):
        found: list[str] = []

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            self.found.append(tag)
            assert not any(name.startswith("on") for name, _ in attrs)

    Tags().feed(out.read_text(encoding="utf-8"))
    assert "script" not in Tags.found and "img" not in Tags.found


@given(st.text())
def test_nothing_printable_moves_anything(text: str) -> None:
    shown = printable(text)
    assert not any(ord(one) < 0x20 and one not in "\t\n" or 0x7F <= ord(one) < 0xA0 for one in shown)
    assert json.loads(printable_json(json.dumps(text, ensure_ascii=False))) == text


def test_a_log_line_is_one_line_and_does_nothing() -> None:
    record = logging.LogRecord("a", 20, "", 0, "asked %s", (f"{HOSTILE}\nforged line",), None)
    line = PlainFormatter("%(message)s").format(record)
    assert "\n" not in line and not UNSHOWN & set(line)


MARKDOWN = "<img src=x onerror=y>\n\n# head\n| a | b |\n![p](http://x/) [l](javascript:z) `c` ~~s~~ \\| ``` *b* &lt;b> \x1b[2J"


def test_the_page_of_a_run_shows_what_sites_say_as_words() -> None:
    site = SiteHarvest("330282", "330282", "慈溪市", False, "blocked", 0, 0, 0, 0, 0, 0, 0, 0, MARKDOWN)
    written = HarvestResult(("c1",), (site,), {}, failure=MARKDOWN).markdown()
    tokens = [
        inner
        for one in MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(written)
        for inner in (one, *(one.children or ()))
    ]
    kinds = {one.type for one in tokens}
    assert not kinds & {
        "html_block",
        "html_inline",
        "image",
        "link_open",
        "s_open",
        "em_open",
        "heading_open",
    }
    assert sum(one.type == "td_open" for one in tokens) == 9
    shown = "".join(one.content for one in tokens if one.type == "text")
    assert "<img src=x onerror=y>" in shown and "[l](javascript:z)" in shown and "&lt;b>" in shown
    assert not UNSHOWN & set(shown)


@given(st.text())
def test_any_words_are_one_line_of_markdown(text: str) -> None:
    (paragraph,) = [one for one in MarkdownIt("commonmark").parse(f"x{markdown_text(text)}x") if one.children]
    assert paragraph.children is not None
    assert {one.type for one in paragraph.children} <= {"text", "text_special"}
