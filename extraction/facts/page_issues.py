"""Oddities of a page, as codes that can be searched for."""

import re
from collections.abc import Iterator

from extraction.markup.page import Page
from extraction.prose.dates import is_date_line
from extraction.prose.text import Words
from records import Extraction, Issue

_SHORT = 200
_OPENED = re.compile(r"<(?:!doctype|html|body)\b", re.IGNORECASE)
_CLOSED = re.compile(r"</(?:html|body)\s{0,99}>", re.IGNORECASE)
_FOOT = re.compile(r"版权所有|主办|承办|ICP备|公网安备|标识码|copyright|打印本页|关闭窗口", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[。！？!?；;：:…）)」”\"]$")
_HEAD, _FOOT_CHARS, _SIGN_OFF_LINES = 4096, 1500, 4


def page_issues(page: Page, found: Extraction) -> Iterator[Issue]:
    """The issues of a page and its extraction."""
    damaged = found.body_text.count("\ufffd")
    if page.replacements:
        yield Issue("replacement_characters", f"{page.replacements} on the page, {damaged} in the text")
    if page.is_html and page.is_flattened:
        yield Issue("nested_too_deep", "the innermost elements were read as plain text")
    yield from _missing_text(page, found)
    if found.kind in ("report", "candidate") and breaks_off(page, found.body_text):
        yield Issue("cut_off", f"the page breaks off: {found.body_text[-20:]!r}")
    if found.kind == "candidate":
        yield Issue("candidate", "title and text contradict each other: it may be a report")
    if found.kind == "draft":
        yield Issue("draft", "a draft of a report: the report itself is another document")
    if found.kind == "report" and found.report_year is None:
        yield Issue("year_unknown", "neither title nor text names the report's year")


def breaks_off(page: Page, body: str) -> bool:
    """Whether the server sent only the beginning of a page: no </html> or </body>, no foot, no sign-off. A
    fragment, which has no <html> to close, must end in mid-sentence too."""
    if not page.is_html or _FOOT.search(page.text[-_FOOT_CHARS:]):
        return False
    if _CLOSED.search(page.text, max(len(page.text) - _FOOT_CHARS, 0)) or _CLOSED.search(page.text):
        return False
    lines = body.split("\n")
    if any(is_date_line(Words(line)) for line in lines[-_SIGN_OFF_LINES:]):
        return False
    return _OPENED.search(page.text[:_HEAD]) is not None or not _SENTENCE_END.search(lines[-1])


def _missing_text(page: Page, found: Extraction) -> Iterator[Issue]:
    body = found.body_text
    if not page.text.strip():
        yield Issue("empty_page", "the response has no text")
    elif found.kind in ("error_page", "blocked_page"):
        yield Issue(found.kind, body[:60].replace("\n", " ") or found.evidence["kind"].basis)
    elif not body:
        yield Issue("no_body", "nothing on the page reads as text")
    elif found.kind == "report" and len(body) < _SHORT:
        yield Issue("body_short", f"{len(body)} characters")
