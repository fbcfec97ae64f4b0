"""The printed title of a page, and where it was read."""

import html
import re
from collections.abc import Iterator, Sequence
from typing import Any

from extraction.facts.confidence import Witness, evidence_for
from extraction.facts.kinds import is_report_title
from extraction.facts.plain_titles import names_issuer, plain_title
from extraction.markup.lines import Line
from extraction.markup.page import Page
from extraction.markup.visible import lines_of
from extraction.prose import boilerplate
from extraction.prose.labels import read_labels, read_lines
from extraction.prose.text import Words, bare, squeeze, tight
from records import Evidence

_OF_THE_PAGE = ("meta title", "<title>")
_TAG = re.compile(r"<[^<>]{0,400}>")
_SPAN = 4  # lines a title may be broken over
_LIMIT = 160
_YEAR = re.compile(r"20\d\d\s?年|二[〇○零]..年|关于")
_REST = re.compile(r"(?:工作)?(?:情况)?的?报告")
_BEGINS = re.compile(r"(?:20\d\d|二[〇○零]..)\s?年|关于")
_SEPARATORS = re.compile(r"\s?[|｜_丨»]\s?|\s[-–—]+\s?|-(?=[^-]{2,20}$)")
_HOME = re.compile(
    r"(?:(?:https?:)?//[\w.:-]{1,80}/?|/|(?:\.\./){1,9})(?:(?:index|default)\.\w{2,5})?", re.IGNORECASE
)
_SHORT_NAME = 12  # no title of a report is so short
_SITE = re.compile(r".*(?:人民政府|政府网|政府网站|门户网站|政务网|信息网|委员会|[局厅])")


def find_title(
    page: Page, lines: Sequence[Line], headings: Sequence[str] = ("h1",)
) -> tuple[str | None, Evidence | None]:
    """The title and its evidence; (None, None) for a page that prints none.

    Best first: meta ArticleTitle, headings (names of elements, those of the platform first), <title> where
    the page prints the same words as a line, the metadata label 名称/标题, then the lines above the text.
    Names of the column and of the site are not titles, and a title of the page that says less than a report's
    title printed on it is not the document's.
    """
    body = [line for line in lines if line.place == "body" and not line.rule]
    above = [line for line in lines if line.place == "above" and not line.linked]
    opening = _opening(body)
    printed = plain_title(tight(_printed_title([*above, *opening], lines[:1])))
    witnesses: list[Witness[str]] = []
    if page.is_html:
        columns = _column_names(page, above)
        for text, basis in _marked_up(page, [*above, *body[:8]], headings):
            if 4 <= len(bare(text)) <= _LIMIT and not _is_name(text, columns):
                title = plain_title(_completed(tight(text), printed, basis))
                is_name = basis in _OF_THE_PAGE or len(title) <= _SHORT_NAME
                if not (printed and is_name and not is_report_title(title)):
                    witnesses.append(Witness(title, basis))
    if printed:
        witnesses.append(Witness(printed, "title line"))
    witnesses.extend(
        Witness(plain_title(tight(pair.value)), f"label {pair.label}")
        for pair in read_lines([*above, *opening])
        if pair.name == "name" and 6 <= len(pair.value) <= _LIMIT
    )
    if not witnesses and (beside := _beside_info_line([*above, *opening])):
        witnesses.append(Witness(tight(beside), "line beside the info line"))
    if not witnesses and page.is_html:  # printed nowhere, an image perhaps
        window = [tight(part) for part in _window_title(page)[::-1] if _reads_as_title(Words(part))]
        witnesses.extend(Witness(part, "<title>") for part in window[:1])
    if not witnesses:
        return None, None
    first = witnesses[0]
    same = [one for one in witnesses if bare(one.value) == bare(first.value)]
    return first.value, evidence_for(first.value, [Witness(first.value, one.basis) for one in same])


def _marked_up(page: Page, lines: list[Line], headings: Sequence[str]) -> Iterator[tuple[str, str]]:
    for name in ("ArticleTitle", "title"):
        # Editors' templates put the formatted heading into the tag: <p style=…>…<br/>…</p>.
        yield squeeze(_TAG.sub("", html.unescape(page.meta(name)))), f"meta {name}"
    for tag in headings:
        for element in page.tree.iter(tag):
            if not _leads_home(element):
                yield _heading(page, element), tag if tag == "h1" else "the platform's heading"
    window = _window_title(page)
    shown = "".join(line.bare for line in lines if not boilerplate.furniture(line)) if window[0] else ""
    for part in window:
        if bare(part) in shown:
            yield part, "<title>"


def _window_title(page: Page) -> tuple[str, ...]:
    """The page's <title>, whole and in the parts that a separator divides."""
    element = next(page.tree.iter("title"), None)
    whole = "" if element is None else "".join(element.itertext())
    return (whole, *_SEPARATORS.split(whole))


def _leads_home(heading: Any) -> bool:
    """True for a heading that is a link to the site's first page: the name of the site, whatever it is
    called."""
    link = next(heading.iter("a"), None)
    link = next(heading.iterancestors("a"), None) if link is None else link
    return link is not None and _HOME.fullmatch(link.get("href", "-").strip()) is not None


def _heading(page: Page, element: Any) -> str:
    """The words of a heading without the info line that templates put into it: <h1>…<br><span>2024-03-05
    来源：…</span></h1>."""
    if element not in page.visible.starts:
        return " ".join(element.itertext())
    lines = [text for text, _ in lines_of(page.visible.inside(element))]
    return " ".join(lines[:1] + [text for text in lines[1:] if not boilerplate.furniture(Words(text))])


def _column_names(page: Page, above: list[Line]) -> set[str]:
    names = {bare(page.meta(name)) for name in ("ColumnName", "SiteName")}
    for line in above:
        if boilerplate.furniture(line) == "breadcrumb":
            names.update(bare(part) for part in re.split(r"[>:：/→-]+", line.text))
    return names


def _is_name(text: str, columns: set[str]) -> bool:
    """True for the name of a column or of the site. A breadcrumb may end in the title itself, which has
    a year where a column has none."""
    words = Words(tight(text))
    if _YEAR.search(words.narrow) and is_report_title(text):
        return False
    return words.bare in columns or bool(boilerplate.furniture(words) or _SITE.fullmatch(words.bare))


def _completed(title: str, printed: str, basis: str) -> str:
    """A title cut off with an ellipsis is completed from the page's own lines; so is a heading whose first
    line, the issuer, is a heading of its own."""
    stem = re.sub(r"(?:…+|\.{2,})$", "", title)
    if stem != title and bare(printed).startswith(bare(stem)):
        return tight(printed)
    if printed and not is_report_title(title) and bare(title) in bare(printed):
        return tight(printed)  # a heading of several elements
    issuer = bare(printed).removesuffix(bare(title))
    is_rest = not basis.startswith("meta") and issuer != bare(printed) and _BEGINS.match(title)
    return tight(printed) if is_rest and names_issuer(issuer) else title


def _opening(body: list[Line]) -> list[Line]:
    """The lines before the first line of content."""
    for at, line in enumerate(body):
        if boilerplate.is_content(line) and not boilerplate.furniture(line) and not _reads_as_title(line):
            return body[:at]
    return body[:30]


def _printed_title(lines: Sequence[Line], first: Sequence[Line]) -> str:
    """The first line, or run of lines, with the words of a report's title; "" for none. first is
    the page's first line, where a site prints its name."""
    texts = [plain_title(line.text) if "法" in line.text else line.text for line in lines]
    plain = [
        not boilerplate.furniture(line if text == line.text else Words(text))
        for line, text in zip(lines, texts, strict=True)
    ]
    topical = [at for at, text in enumerate(texts) if "法" in text]  # as every title of a report says
    for span in range(1, _SPAN + 1):
        near = {at - before for at in topical for before in range(span)}
        for start in sorted(near & set(range(len(texts) - span + 1))):
            run = texts[start : start + span]
            if not all(plain[start : start + span]) or sum(map(len, run)) > 2 * _LIMIT:
                continue
            joined = tight(" ".join(run))
            if _reads_as_title(Words(joined)):
                following = texts[start + span] if start + span < len(texts) else ""
                if _REST.fullmatch(bare(following)):
                    joined += following
                banner = 1 if lines[:1] == first[:1] and lines else 0
                return _with_issuers(texts[banner:start] if start else [], joined)
    return ""


def _with_issuers(before: list[str], title: str) -> str:
    """关于…的报告 lacks its issuer: the line right above that names a body belongs to the title, and the
    Party committee above the government too."""
    while before and names_issuer(bare(before[-1])):
        if not before[-1].startswith("中共") and not _BEGINS.match(title):
            break
        title = before[-1] + " " + title
        before = before[:-1]
    return title


def _reads_as_title(words: Words) -> bool:
    # Behind a label, a site's name.
    if ":" in words.narrow and (plain := plain_title(words.text)) != words.text:
        return _reads_as_title(Words(plain))
    return (
        len(words.text) <= 90
        and is_report_title(words.text)
        and _YEAR.search(words.narrow) is not None
        # an item of a list ends in its date
        and not re.search(r"[。;:]|,.*,|20\d\d-\d\d-\d\d", words.narrow)
    )


def _beside_info_line(lines: Sequence[Line]) -> str:
    """The line above the info line (else the one below it) on a page whose title is not a report's."""
    for at, line in enumerate(lines):
        if any(pair.name in ("published", "date", "source") for pair in read_labels(line)):
            for near in (*lines[max(at - 1, 0) : at], *lines[at + 1 : at + 2]):
                if (
                    6 <= len(near.text) <= 90
                    and not boilerplate.furniture(near)
                    and not near.narrow.endswith(("。", ":"))
                ):
                    return near.text
    return ""
