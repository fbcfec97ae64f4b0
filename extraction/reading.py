"""One capture, read: the steps of extraction in their order."""

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby

from extraction.attachments import find_attachments
from extraction.containers import find_container
from extraction.dates import china_today
from extraction.errors import NotAPage
from extraction.families import recognise
from extraction.fields import Fields, read_fields
from extraction.fragment import fragment_lines
from extraction.issuer import attribute
from extraction.kinds import judge
from extraction.lines import Line, element_lines, text_lines
from extraction.page import Page, read_page
from extraction.places import read_hints
from extraction.sections import read_sections
from extraction.text import squeeze
from extraction.titles import find_title
from extraction.trim import trim
from extraction.years import report_year
from records import Attachment, Extraction, Issue, Removed

# Raised with every change that can change a result: captures read by an older version are read again.
EXTRACTOR_VERSION = "2"

_READABLE = ("text/", "application/xhtml", "application/xml", "application/octet-stream")
_SHORT = 200


def extract(
    payload: bytes, url: str = "", *, charset: str = "", media_type: str = "text/html", now: datetime
) -> Extraction:
    """What the page in these bytes says.

    charset and media_type are what HTTP declared ("" for nothing); now is the instant of reading, naive
    meaning UTC: dates after it are not believed. Raises ExtractionFailed (NotAPage) only for bytes that
    are neither HTML nor text.
    """
    if media_type and not media_type.lower().startswith(_READABLE):
        raise NotAPage(f"neither HTML nor text ({media_type}): {url or 'input'}")
    page = read_page(payload, url, charset)
    return understand(page, *_read_lines(page), now=now)


def extract_text(text: str, family: str, url: str, now: datetime) -> Extraction:
    """What a text says whose lines are known to be lines: the text of a file. family is its kind; the
    address helps to tell places of one name apart."""
    page = Page(url, b"", text, "", "", 0, is_html=False)
    cells = (line.split("\t") for line in text.split("\n"))
    lines = [Line("\t".join(filter(None, map(squeeze, row)))) for row in cells]
    return understand(page, family, [line for line in lines if line.text], (), False, now=now)


def understand(
    page: Page,
    family: str,
    lines: list[Line],
    attachments: tuple[Attachment, ...],
    contained: bool,
    *,
    now: datetime,
) -> Extraction:
    """The fields, the text and the receipts of lines that have been read."""
    title, title_evidence = find_title(page, lines)
    lines = trim(lines, title, contained)
    body_text = "\n".join(line.text for line in lines if not line.rule)
    fields = read_fields(page, lines, china_today(now))
    kind, kind_evidence = judge(title, body_text)
    hints = read_hints(page, [fields.index_number or ""])
    who = attribute(title, body_text, list(fields.publishers), hints)
    year, year_evidence, disagreement = None, "", ""
    if kind == "report":
        year, year_evidence, disagreement = report_year(title, body_text, fields.published_on)
    evidence = {"kind": kind_evidence} | fields.evidence | who.evidence
    evidence |= {
        key: value for key, value in (("title", title_evidence), ("report_year", year_evidence)) if value
    }
    return Extraction(
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
        removed=_receipts(lines),
        issues=_issues(page, body_text, kind, year, disagreement, fields),
        evidence=evidence,
    )


def _read_lines(page: Page) -> tuple[str, list[Line], tuple[Attachment, ...], bool]:
    """Family, visible lines, attachments, and whether a family's selector named the article."""
    if not page.is_html:
        return "text", text_lines(page.text), (), False
    family = recognise(page)
    container, contained = find_container(page, family)
    above, below = element_lines(page.tree, container)
    lines = [*above, *fragment_lines(container), *below]
    return family.name, lines, find_attachments(page, container), contained


def _receipts(lines: Sequence[Line]) -> tuple[Removed, ...]:
    """What was taken out, in page order; neighbours of one rule share a receipt."""
    return tuple(
        Removed(rule, "\n".join(line.text for line in run))
        for rule, run in groupby(lines, key=lambda line: line.rule)
        if rule
    )


def _issues(
    page: Page, body_text: str, kind: str, year: int | None, disagreement: str, fields: Fields
) -> tuple[Issue, ...]:
    found = [Issue("date_in_future", date) for date in fields.future]
    damaged = body_text.count("\ufffd")
    if page.replacements:
        found.append(
            Issue("replacement_characters", f"{page.replacements} on the page, {damaged} in the text")
        )
    if not page.text.strip():
        found.append(Issue("empty_page", "the response has no text"))
    elif kind == "error_page":
        found.append(Issue("error_page", body_text[:60].replace("\n", " ")))
    elif not body_text:
        found.append(Issue("no_body", "nothing on the page reads as text"))
    elif kind == "report" and len(body_text) < _SHORT:
        found.append(Issue("body_short", f"{len(body_text)} characters"))
    if kind == "report" and year is None:
        found.append(Issue("year_unknown", "neither title nor text names the report's year"))
    if disagreement:
        found.append(Issue("year_disagrees", disagreement))
    return tuple(found)
