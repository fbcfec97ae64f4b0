"""`fazhi search`: every report that a query matches, with the total, and the sentences that match."""

from typing import Any

import click

from flows.errors import AnswerFailed
from flows.queries.names import check_place, whole_province
from flows.rendering.tables import print_rows
from records.text.printable import printable
from storage.lookup.published import Published
from storage.lookup.search.find import Hit, find
from storage.lookup.search.query_words import QueryError
from storage.paths import DataDir

NAMES = ("report_id", "government", "report_year", "status", "times", "title", "sentence")
MORE = (*NAMES[:-1], "adcode", "issuer_level", "published_on", "days_late", "url", "place", "sentences")
ALL = 1_000_000


def show_found(
    data: DataDir,
    query: str,
    most: int | None,
    form: str,
    filters: dict[str, str],
    *,
    sentences: bool = False,
) -> None:
    """Prints the hits, at most `most` (all for None), and their total; with sentences every matching sentence
    below its report.

    Raises AnswerFailed for an invalid query.
    """
    published = Published.open(data)
    try:
        with published.cursor() as cursor:
            check_place(
                cursor, "", int(filters["report_year"]) if filters["report_year"].isdecimal() else None
            )
            filters |= {"province": whole_province(cursor, filters["province"])}
            found = find(published, cursor, query, filters=filters, most=most or ALL)
    except QueryError as error:
        raise AnswerFailed(str(error)) from error
    finally:
        published.close()
    if form != "table":
        print_rows(MORE, [_full(hit, found.words) for hit in found.hits], form)
        return
    if sentences:
        for hit in found.hits:
            _print_sentences(hit)
    else:
        print_rows(NAMES, [_short(hit, found.words) for hit in found.hits], form)
    shown = len(found.hits)
    print(f"{found.total} reports" + (f", {shown} shown: --all shows all" if shown < found.total else ""))
    if not sentences and any(len(hit.places) > 1 for hit in found.hits):
        click.echo("one sentence of each is shown: --sentences shows every one that matches", err=True)


def _print_sentences(hit: Hit) -> None:
    """Prints a report in one line, then each place: its paragraph, or its label outside the text."""
    row = hit.row
    said = [row["report_id"], row["government"], row["report_year"], row["title"]]
    print(printable("  ".join(str(one) for one in said if one)))
    for place in hit.places:
        print(printable(f"  {f'¶{place.paragraph}' if place.paragraph else place.label}  {place.sentence}"))


def _short(hit: Hit, words: list[str]) -> list[Any]:
    return [*(hit.row[name] for name in NAMES[:-1]), _best(hit, words)]


def _full(hit: Hit, words: list[str]) -> list[Any]:
    sentences = "\n".join(place.sentence for place in hit.places)
    return [*(hit.row.get(name) for name in MORE[:-2]), _best(hit, words), sentences]


def _best(hit: Hit, words: list[str]) -> str:
    """The sentence with the most words of the query, the first of equal ones; an earlier word counts more."""
    ranked = [
        (sum(len(words) - at for at, word in enumerate(words) if word in place.sentence), -number)
        for number, place in enumerate(hit.places)
    ]
    return hit.places[-max(ranked)[1]].sentence if ranked else ""
