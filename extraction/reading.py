"""One capture, read: the steps of extraction in their order."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from extraction.body.article_lines import article_lines
from extraction.body.article_text import Article, read_article, read_text
from extraction.body.furniture_stripping import receipts
from extraction.facts.assessment import assess
from extraction.facts.fields import read_fields
from extraction.facts.page_issues import page_issues
from extraction.facts.places import read_hints
from extraction.facts.sections import read_sections
from extraction.markup.errors import NotAPage
from extraction.markup.lines import Line, too_much
from extraction.markup.page import Page, read_page
from extraction.markup.tables import read_tables
from extraction.prose.dates import china_today
from extraction.prose.text import bare
from extraction.response.firewall_pages import challenge, may_be_challenge
from extraction.unshown.hidden_text import hidden_prose
from extraction.unshown.json_articles import unfolded
from extraction.unshown.traditional import as_printed, is_traditional, simplified, with_printed_characters
from extraction.unshown.unshown_text import as_shown
from records import Extraction, Issue, Removed, Table

# Raised with every change that can change a result: captures read by an older version are read again.
EXTRACTOR_VERSION = "14"

# What a page is, its bytes say (extraction.markup.page): servers declare all sorts of types.
_NEVER_A_PAGE = ("image/", "audio/", "video/", "font/")


def extract(
    payload: bytes,
    url: str = "",
    *,
    charset: str = "",
    media_type: str = "text/html",
    now: datetime,
    further: Mapping[str, bytes] | None = None,
) -> Extraction:
    """The reading of a page: title, text, fields, tables, and the issues found on the way.

    payload: the bytes of the body. url: its address, "" where unknown. charset, media_type: as HTTP declared
    them, "" for nothing. now: the instant of reading, UTC where naive; later dates are not believed. further:
    the other pages of an article in several pages, bytes by the addresses of article_pages. Raises NotAPage
    (an ExtractionFailed) for bytes that are neither HTML nor text, and nothing else.
    """
    if media_type.lower().startswith(_NEVER_A_PAGE):
        raise NotAPage(f"neither HTML nor text ({media_type}): {url or 'input'}")
    printed_page = read_page(payload, url, charset)
    traditional = is_traditional(printed_page.text, url)
    page = unfolded(printed_page) if traditional else as_shown(printed_page)
    if (whole := too_much(page)) is not None:
        return _not_understood(page, whole)
    if traditional:
        plain = simplified(page)
        article = read_article(plain, {}, china_today(now))
        printed = as_printed(article.lines, "".join(line.text for line in article_lines(page).lines))
        return with_printed_characters(_understand(plain, article, now), article.lines, printed)
    article = read_article(page, further or {}, china_today(now))
    found = _understand(page, article, now)
    missing = [
        Issue("continues_elsewhere", part.url)
        for part in article.elsewhere
        if part.url not in (further or {})
    ]
    return _with_hidden(replace(found, issues=(*found.issues, *missing)), page)


def _with_hidden(found: Extraction, page: Page) -> Extraction:
    """The reading with the receipts and issues of the prose that the page hides."""
    hidden = hidden_prose(page) if page.is_html else []
    issues = [Issue("hidden_text", f"{len(text)} characters: {text[:40]}") for _, text in hidden]
    removed = [Removed("hidden", text) for _, text in hidden]
    return replace(found, removed=(*found.removed, *removed), issues=(*found.issues, *issues))


def extract_text(text: str, tables: Sequence[Table], family: str, *, url: str, now: datetime) -> Extraction:
    """The reading of a file's text, a line of it being a paragraph, with the file's tables.

    family: the kind of the file. url: its address, which tells places of one name apart.
    """
    page = Page(url, b"", text, "", "", 0, is_html=False)
    if (whole := too_much(page)) is not None:
        return replace(_not_understood(page, whole), family=family)
    return _understand(page, read_text(page, tables, family), now)


def _understand(page: Page, article: Article, now: datetime) -> Extraction:
    """What the lines of an article say."""
    kept = [line for line in article.lines if not line.rule]
    body_text = "\n".join(line.text for line in kept)
    fields = read_fields(page, article.lines, china_today(now))
    hints = read_hints(page, [fields.index_number or ""])
    publishers = list(fields.publishers)
    blocked, around = _firewall(page, article), _around(page, article)
    columns = _columns(page, article)
    seen = assess(article.title, body_text, fields.published_on, publishers, hints, blocked, around, columns)
    title = {"title": article.title_evidence} if article.title_evidence else {}
    found = Extraction(
        extractor_version=EXTRACTOR_VERSION,
        family=article.family,
        encoding=page.encoding,
        title=article.title,
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
        attachments=article.attachments,
        removed=receipts(article.lines),
        evidence=title | fields.evidence | seen.evidence,
        tables=tuple(read_tables(kept)),
    )
    future = [Issue("date_in_future", date) for date in fields.future]
    return replace(found, issues=(*future, *page_issues(page, found), *seen.contradictions))


def _around(page: Page, article: Article) -> str:
    """The words beside title and text, but for lines that repeat the title, and the names that the page gives
    its site and its source."""
    title = bare(article.title or "")
    named = [page.meta(name) for name in ("SiteName", "ContentSource")] if page.is_html else []
    return " ".join(named) + "".join(
        line.bare for line in article.lines if line.rule and not (title and title in line.bare)
    )


def _columns(page: Page, article: Article) -> list[str]:
    """The names of the page's place on its site: its column, its breadcrumb."""
    named = [page.meta("ColumnName")] if page.is_html else []
    return named + [line.text for line in article.lines if line.rule == "breadcrumb"]


def _firewall(page: Page, article: Article) -> str:
    """The firewall whose page this is, "" for none."""
    return challenge(page, "".join(line.bare for line in article.lines)) if may_be_challenge(page) else ""


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
