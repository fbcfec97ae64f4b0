"""Search: totals, facets as links, hits with every sentence, each linking to its paragraph."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from markupsafe import Markup, escape

from storage.lookup.citations import citations_of
from storage.lookup.published import Row
from storage.lookup.search.find import Hit, Place, Result, find, places_of
from storage.lookup.search.query_words import QueryError
from storage.publishing.folding import searchable
from storage.publishing.text_index import FACETS
from web.page import Ask, BadQuestion, Entry, Page, Rows
from web.words import LEDGER, LEVELS, REPORT, of

A_PAGE = 20
MOST = 1000
CSV_MOST = 10_000
CITED_MOST = 1000
SENTENCES_MOST = 2_000
"""Maximum number of reports in a table of all sentences; their texts are read to find them."""
AT_ONCE = 100
FEED = 50
LONGEST = 300
SHOWN_PLACES = 4
SMALL = re.compile(r"(?:^|\s)(?:and|or|not)(?:\s|$)|[|｜]")
"""Words that look like an operator and are none."""
QUERY_NAMES = {
    "province": "province",
    "issuer_level": "level",
    "report_year": "year",
    "status": "status",
    "timeliness": "published",
}
SENTENCE_OF = (
    "report_id",
    "adcode",
    "government",
    "province",
    "report_year",
    "title",
    "published_on",
    "status",
)
"""The report columns of a row of a sentence."""
WRONG = {
    "quote": ("引号没有成对", "a quotation mark has no partner"),
    "bracket": ("括号没有成对", "a bracket has no partner"),
    "operator": ("AND、OR、NOT 两侧须有检索词", "AND, OR, NOT need words beside them"),
    "long": ("过长", "too long"),
    "only_not": ("只有 NOT，缺少检索词", "only NOT, no word to look for"),
    "empty": ("缺少检索词", "no words"),
}


@dataclass(frozen=True, slots=True)
class Shown:
    """A sentence on the page: its place, and its pieces with the words marked."""

    anchor: str
    label: str
    pieces: Markup


def search(ask: Ask) -> Page:
    """`/search?q=&province=&level=&year=&status=&published=&sort=&page=&most=`."""
    query = ask.query.get("q", "").strip()
    if not query:
        return Page(
            template="search.html", title=ask.say("检索", "Search"), values={"q": ""}, section="search"
        )
    if len(query) > LONGEST:
        raise BadQuestion(
            ask.say(f"查询太长：至多 {LONGEST} 字", f"The query is too long: {LONGEST} characters at most")
        )
    most = ask.number("most", least=1, most=MOST) or A_PAGE
    number = ask.number("page", least=1, most=100_000) or 1
    filters = {name: ask.query.get(asked, "") for name, asked in QUERY_NAMES.items()}
    try:
        result = find(
            ask.published,
            ask.cursor,
            query,
            filters=filters,
            order=ask.query.get("sort", ""),
            most=most,
            skip=(number - 1) * most,
        )
    except QueryError as error:
        raise _not_understood(ask, error) from None
    return _page(ask, query, result, filters, number, most)


def _page(ask: Ask, query: str, result: Result, filters: dict[str, str], number: int, most: int) -> Page:
    pages = max(-(-result.total // most), 1)
    following = {name: value for name, value in ask.query.items() if name not in ("lang", "page")}

    def everything(limit: int) -> list[Row]:
        order = ask.query.get("sort", "")
        again = find(ask.published, ask.cursor, query, filters=filters, order=order, most=limit, places=False)
        return [one.row for one in again.hits]

    return Page(
        template="search.html",
        title=ask.say(f"检索：{query}", f"Search: {query}"),
        values={
            "q": query,
            "result": result,
            "hits": [_hit(ask, one, result.words) for one in result.hits],
            "facets": [facet for name in FACETS if (facet := _facet(ask, name, result, filters))],
            "first": (number - 1) * most + 1,
            "number": number,
            "pages": pages,
            "sort": ask.query.get("sort", ""),
            "shown_places": SHOWN_PLACES,
            "sentences_asked": following | {"sentences": 1},
            "narrowed": any(filters.values()),
            "written_small": bool(SMALL.search(query)),
            "shorter": query[:2] if len(query) > 2 and query.isalpha() else "",
        },
        data={
            "query": query,
            "words": result.words,
            "total": result.total,
            "facets": result.facets,
            "hits": [one.row | {"sentences": [_plain(place) for place in one.places]} for one in result.hits],
        },
        rows=_sentences(ask, result, everything)
        if ask.query.get("sentences")
        else Rows(lambda: everything(CSV_MOST), result.total),
        entries=[_entry(ask, one) for one in result.hits[:FEED]],
        citations=lambda: [
            replace(one, invented=ask.published.invented)
            for one in citations_of(ask.cursor, [row["report_id"] for row in everything(CITED_MOST)])
        ],
        next_path=ask.link("/search.json", **following, page=number + 1) if number < pages else "",
        section="search",
        indexed=False,
    )


def _sentences(ask: Ask, result: Result, everything: Callable[[int], list[Row]]) -> Rows:
    """One row per sentence that contains a word: its report, its place, and its address."""

    def found() -> list[Row]:
        reports = everything(SENTENCES_MOST)
        return [
            one
            for at in range(0, len(reports), AT_ONCE)
            for one in _rows_of(ask, reports[at : at + AT_ONCE], result.words)
        ]

    left = result.total - SENTENCES_MOST
    cut = ask.say(
        f"# 只含前 {SENTENCES_MOST:,} 篇报告的句子，另有 {left:,} 篇；全部正文见 /data",
        f"# the sentences of the first {SENTENCES_MOST:,} reports only, {left:,} more; all texts: /data",
    )
    return Rows(found, 0, cut if left > 0 else "")


def _rows_of(ask: Ask, reports: list[Row], words: list[str]) -> Iterator[Row]:
    places = places_of(ask.cursor, [row["report_id"] for row in reports], words)
    for row in reports:
        for place in places.get(row["report_id"], []):
            yield {name: row[name] for name in SENTENCE_OF} | {
                "place": place.label or "text",
                "paragraph": place.paragraph or None,
                "sentence_no": place.number or None,
                "sentence": place.sentence,
                "page": ask.whole(f"/report/{row['report_id']}{_anchor(place)}"),
                "source_url": row["url"],
            }


def _hit(ask: Ask, hit: Hit, words: list[str]) -> dict[str, Any]:
    shown = [Shown(*_where(ask, place), marked(place.sentence, words)) for place in hit.places]
    return hit.row | {
        "places": shown,
        "title_pieces": marked(hit.row["title"] or hit.row["report_id"], words),
    }


def _where(ask: Ask, place: Place) -> tuple[str, str]:
    if place.paragraph:
        return _anchor(place), f"¶{place.paragraph}"
    names = {
        "doc_number": ("文号", "number"),
        "issuer": ("机关", "issuer"),
        "government": ("机关", "government"),
    }
    return "", ask.say(*names[place.label]) if place.label in names else ask.say("附件", "file")


def marked(text: str, words: list[str]) -> Markup:
    """The text with every word in `<mark>`; overlapping places become one."""
    folded = searchable(text)
    spans: list[list[int]] = []
    for word in words:
        at = folded.find(word)
        while at >= 0:
            spans.append([at, at + len(word)])
            at = folded.find(word, at + 1)
    pieces, end = Markup(""), 0
    for first, last in _joined(spans):
        pieces += escape(text[end:first]) + Markup("<mark>{}</mark>").format(text[first:last])
        end = last
    return pieces + escape(text[end:])


def _joined(spans: list[list[int]]) -> list[list[int]]:
    joined: list[list[int]] = []
    for first, last in sorted(spans):
        if joined and first <= joined[-1][1]:
            joined[-1][1] = max(joined[-1][1], last)
        else:
            joined.append([first, last])
    return joined


def _anchor(place: Place) -> str:
    """The place of a sentence in its report's page; "" if it is outside the text."""
    if not place.paragraph:
        return ""
    return f"#p{place.paragraph}" + (
        f"s{place.number}" if place.number and "\t" not in place.sentence else ""
    )


def _facet(ask: Ask, name: str, result: Result, filters: dict[str, str]) -> dict[str, Any] | None:
    titles = {
        "province": ("省份", "Province"),
        "issuer_level": ("层级", "Level"),
        "report_year": ("年度", "Year"),
        "status": ("状态", "Status"),
        "timeliness": ("公布", "Published"),
    }
    asked = QUERY_NAMES[name]
    items = [
        {
            "word": _facet_word(ask, name, one["value"]),
            "count": one["count"],
            "path": ask.again(**{asked: one["value"]}),
            "here": filters[name] == str(one["value"]),
        }
        for one in result.facets[name]
        if one["value"] is not None
    ]
    if not items:
        return None
    return {
        "name": ask.say(*titles[name]),
        "items": items,
        "chosen": filters[name],
        "all": ask.again(**{asked: None}),
    }


def _facet_word(ask: Ask, name: str, value: Any) -> str:
    if name == "issuer_level":
        return of(LEVELS, value).say(ask.language)
    if name == "status":
        return of(REPORT, value).say(ask.language)
    if name == "timeliness":
        key = {"late": "published_late", "in_time": "in_time"}.get(value, "")
        return LEDGER[key].say(ask.language) if key else ask.say("未判断", "not judged")
    return str(value)


def _plain(place: Place) -> dict[str, Any]:
    return {"paragraph": place.paragraph or None, "in": place.label or "text", "sentence": place.sentence}


def _entry(ask: Ask, hit: Hit) -> Entry:
    row = hit.row
    return Entry(
        capture_id=row["capture_id"],
        key="search",
        path=f"/report/{row['report_id']}",
        title=f"{row['government'] or ''} {row['report_year'] or ''} {row['title'] or row['report_id']}",
        summary="\n".join(place.sentence for place in hit.places[:SHOWN_PLACES]),
        updated=row["first_seen_at"],
    )


def _not_understood(ask: Ask, error: QueryError) -> BadQuestion:
    zh, en = WRONG[error.code]
    title = ask.say(f"无法理解这个查询：{zh}", f"This query cannot be understood: {en}")
    return BadQuestion(
        title,
        ask.say(f"问题在第 {error.place} 个字：{error.words}", f"At character {error.place}: {error.words}"),
    )
