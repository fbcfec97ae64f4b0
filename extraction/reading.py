"""One capture, read: the steps of extraction in their order."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from extraction.body.article import article_pages
from extraction.body.attachments import find_attachments
from extraction.body.container_lines import fragment_lines
from extraction.body.containers import find_container
from extraction.body.furniture_stripping import receipts, trim
from extraction.body.json_articles import unfolded
from extraction.body.merged_lines import split_glued
from extraction.body.traditional import as_printed, is_traditional, simplified, with_printed_characters
from extraction.facts.assessment import assess
from extraction.facts.fields import read_fields
from extraction.facts.page_issues import oddities
from extraction.facts.places import read_hints
from extraction.facts.sections import read_sections
from extraction.facts.titles import find_title
from extraction.families import recognise
from extraction.markup.errors import NotAPage
from extraction.markup.lines import Line, lines_around, text_lines, too_much
from extraction.markup.page import Page, read_page
from extraction.markup.tables import read_tables, rows_and_lines
from extraction.prose.dates import china_today
from extraction.prose.text import bare
from extraction.response.firewall_pages import challenge, may_be_challenge
from records import Attachment, Extraction, Issue, Table

# Raised with every change that can change a result: captures read by an older version are read again.
EXTRACTOR_VERSION = "5"

# Family, visible lines, attachments, and whether a family's selector named the article.
_Read = tuple[str, list[Line], tuple[Attachment, ...], bool]

_READABLE = ("text/", "application/xhtml", "application/xml", "application/json", "application/octet-stream")


def extract(
    payload: bytes,
    url: str = "",
    *,
    charset: str = "",
    media_type: str = "text/html",
    now: datetime,
    further: Mapping[str, bytes] | None = None,
) -> Extraction:
    """What the page in these bytes says.

    charset and media_type are what HTTP declared ("" for nothing); now is the instant of reading, naive
    meaning UTC: dates after it are not believed. further holds the other pages of an article that is cut
    in pages, by the addresses that article_pages names. Raises ExtractionFailed (NotAPage) only for bytes that
    are neither HTML nor text.
    """
    if media_type and not media_type.lower().startswith(_READABLE):
        raise NotAPage(f"neither HTML nor text ({media_type}): {url or 'input'}")
    page = unfolded(read_page(payload, url, charset))
    if (whole := too_much(page)) is not None:
        return _not_understood(page, whole)
    if not is_traditional(page.text):
        return _understand(page, _read_lines(page), now, further or {})[0]
    plain = simplified(page)
    found, lines = _understand(plain, _read_lines(plain), now, {})
    printed = as_printed(lines, "".join(line.text for line in _read_lines(page)[1]))
    return with_printed_characters(found, lines, printed)


def extract_text(text: str, tables: Sequence[Table], family: str, *, url: str, now: datetime) -> Extraction:
    """What a text says whose lines are known to be lines: the text of a file, with its tables. family is
    the kind of the file; the address helps to tell places of one name apart."""
    page = Page(url, b"", text, "", "", 0, is_html=False)
    if (whole := too_much(page)) is not None:
        return replace(_not_understood(page, whole), family=family)
    lines = list(rows_and_lines(text, tables))
    return _understand(page, (family, lines, (), False), now, {})[0]


def _understand(
    page: Page, read: _Read, now: datetime, further: Mapping[str, bytes]
) -> tuple[Extraction, list[Line]]:
    family, lines, attachments, contained = read
    is_short = may_be_challenge(page)
    blocked = challenge(page, bare("".join(line.text for line in lines))) if is_short else ""
    lines = split_glued(lines)
    title, title_evidence = find_title(page, lines)
    lines = trim(lines, title, contained)
    elsewhere = article_pages(page) if page.is_html else ()
    for part in elsewhere:
        if part.url in further:
            lines += _body_of(read_page(further[part.url], part.url), title)
    kept = [line for line in lines if not line.rule]
    body_text = "\n".join(line.text for line in kept)
    fields = read_fields(page, lines, china_today(now))
    hints = read_hints(page, [fields.index_number or ""])
    seen = assess(title, body_text, fields.published_on, list(fields.publishers), hints, blocked)
    found = Extraction(
        extractor_version=EXTRACTOR_VERSION,
        family=family,
        encoding=page.encoding,
        title=title,
        is_report=seen.kind == "report",
        kind=seen.kind,
        report_year=seen.report_year,
        issuer=seen.who.issuer,
        issuer_level=seen.who.issuer_level,
        adcode=seen.who.adcode,
        published_on=fields.published_on,
        signed_on=fields.signed_on,
        doc_number=fields.doc_number,
        index_number=fields.index_number,
        source=fields.source,
        body_text=body_text,
        sections=read_sections(body_text),
        attachments=attachments,
        removed=receipts(lines),
        evidence=({"title": title_evidence} if title_evidence else {}) | fields.evidence | seen.evidence,
        tables=tuple(read_tables(kept)),
    )
    missing = [Issue("continues_elsewhere", part.url) for part in elsewhere if part.url not in further]
    future = [Issue("date_in_future", date) for date in fields.future]
    return replace(found, issues=(*future, *oddities(page, found), *missing, *seen.contradictions)), lines


def _body_of(page: Page, title: str | None) -> list[Line]:
    """The lines of a further page of an article."""
    _, lines, _, contained = _read_lines(page)
    return trim(split_glued(lines), title, contained)


def _not_understood(page: Page, lines: Sequence[Line]) -> Extraction:
    """No report, and too much to judge line by line: everything visible is kept as the text."""
    body_text = "\n".join(line.text for line in lines)
    issue = Issue("too_long", f"{len(body_text)} characters in {len(lines)} lines, kept but not understood")
    return Extraction(
        extractor_version=EXTRACTOR_VERSION,
        family="generic" if page.is_html else "text",
        encoding=page.encoding,
        title=None,
        is_report=False,
        kind="other",
        report_year=None,
        issuer=None,
        issuer_level=None,
        adcode=None,
        published_on=None,
        signed_on=None,
        doc_number=None,
        index_number=None,
        source=None,
        body_text=body_text,
        issues=(issue,),
    )


def _read_lines(page: Page) -> _Read:
    """Family, visible lines, attachments, and whether a family's selector named the article."""
    if not page.is_html:
        return "text", text_lines(page.text), (), False
    family = recognise(page)
    container, contained = find_container(page, family)
    above, below = lines_around(page, container)
    lines = [*above, *fragment_lines(page.visible, container), *below]
    return family.name, lines, find_attachments(page, container), contained
