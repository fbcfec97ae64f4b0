"""One capture, read: the steps of extraction in their order."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from extraction.article import article_pages
from extraction.attachments import find_attachments
from extraction.challenges import challenge
from extraction.confidence import Witness, evidence_for
from extraction.containers import find_container
from extraction.dates import china_today
from extraction.embedded import unfolded
from extraction.errors import NotAPage
from extraction.families import recognise
from extraction.fields import read_fields
from extraction.fragment import fragment_lines
from extraction.glued import split_glued
from extraction.issuer import attribute
from extraction.kinds import judge
from extraction.lines import Line, lines_around, text_lines, too_much
from extraction.oddities import oddities
from extraction.page import Page, read_page
from extraction.places import read_hints
from extraction.sections import read_sections
from extraction.tables import read_tables
from extraction.text import bare
from extraction.titles import find_title
from extraction.traditional import as_printed, is_traditional, simplified, with_printed_characters
from extraction.trim import receipts, trim
from extraction.years import report_year
from records import Attachment, Extraction, Issue, PageRequest

# Raised with every change that can change a result: captures read by an older version are read again.
EXTRACTOR_VERSION = "2"

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
        return _understand(page, now, further or {})[0]
    found, lines = _understand(simplified(page), now, {})
    printed = as_printed(lines, "".join(line.text for line in _read_lines(page)[1]))
    return with_printed_characters(found, lines, printed)


def _understand(page: Page, now: datetime, further: Mapping[str, bytes]) -> tuple[Extraction, list[Line]]:
    family, lines, attachments, contained = _read_lines(page)
    visible = bare("".join(line.text for line in lines))
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
    kind, kind_evidence, contrary = judge(title, body_text)
    if blocked := challenge(page, visible):
        kind, contrary = "blocked_page", ""
        kind_evidence = evidence_for(kind, [Witness(kind, f"text, {blocked}")])
    hints = read_hints(page, [fields.index_number or ""])
    who = attribute(title, body_text, list(fields.publishers), hints)
    year, year_evidence, other_year = None, None, ""
    if kind == "report":
        year, year_evidence, other_year = report_year(title, body_text, fields.published_on)
    inferred = {"title": title_evidence, "kind": kind_evidence, "report_year": year_evidence}
    found = Extraction(
        extractor_version=EXTRACTOR_VERSION,
        family=family,
        encoding=page.encoding,
        title=title,
        is_report=kind == "report",
        kind=kind,
        report_year=year,
        issuer=who.issuer,
        issuer_level=who.issuer_level,
        adcode=who.adcode,
        published_on=fields.published_on,
        signed_on=fields.signed_on,
        doc_number=fields.doc_number,
        index_number=fields.index_number,
        source=fields.source,
        body_text=body_text,
        sections=read_sections(body_text),
        attachments=attachments,
        removed=receipts(lines),
        evidence={key: value for key, value in inferred.items() if value} | fields.evidence | who.evidence,
        tables=tuple(read_tables(kept)),
    )
    disagreements = {"kind_disagrees": contrary, "year_disagrees": other_year}
    contradictions = [Issue(code, detail) for code, detail in disagreements.items() if detail]
    if kind == "report":
        contradictions += who.contradictions
    missing = [_issue_of(part) for part in elsewhere if part.url not in further]
    future = [Issue("date_in_future", date) for date in fields.future]
    return replace(found, issues=(*future, *oddities(page, found), *missing, *contradictions)), lines


def _body_of(page: Page, title: str | None) -> list[Line]:
    """The lines of a further page of an article."""
    _, lines, _, contained = _read_lines(page)
    return trim(split_glued(lines), title, contained)


def _issue_of(part: PageRequest) -> Issue:
    return Issue("body_in_iframe" if part.role == "detail" else "continues_elsewhere", part.url)


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


def _read_lines(page: Page) -> tuple[str, list[Line], tuple[Attachment, ...], bool]:
    """Family, visible lines, attachments, and whether a family's selector named the article."""
    if not page.is_html:
        return "text", text_lines(page.text), (), False
    family = recognise(page)
    container, contained = find_container(page, family)
    above, below = lines_around(page, container)
    lines = [*above, *fragment_lines(container), *below]
    return family.name, lines, find_attachments(page, container), contained
