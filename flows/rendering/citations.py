"""`fazhi cite`: how to cite reports."""

from collections.abc import Sequence

from flows.errors import AnswerFailed
from records.text.printable import printable
from storage.lookup.citation_forms import FORMS, csl
from storage.lookup.published import Published
from storage.lookup.search.find import find
from storage.lookup.search.query_words import QueryError
from storage.paths import DataDir
from storage.publishing.cite import citation
from storage.publishing.query import open_published

EVERY = 1_000_000
HEADINGS = {"gbt7714": "GB/T 7714", "bibtex": "BibTeX", "ris": "RIS", "csl": "CSL-JSON"}
"""Headings above each form when all are printed."""


def show_citations(
    data: DataDir, reports: Sequence[str], query: str | None, version_no: int | None, form: str
) -> None:
    """Prints the citations in one form, or in all; CSL-JSON is one list."""
    ids = _found(data, query) if query else list(reports)
    with open_published(data) as connection:
        cited = [citation(connection, report_id, version_no) for report_id in ids]
    if form == "csl":
        print(csl(*cited))
        return
    chosen = [(name, write) for name, write in FORMS.items() if form in (name, "all")]
    # RIS lines end with two characters; a terminal adds one of its own.
    told = [
        (f"{HEADINGS[name]}:\n" if form == "all" else "") + write(one)
        for one in cited
        for name, write in chosen
    ]
    text = "\n\n".join(told).replace("\r\n", "\n")
    print(printable(text))


def _found(data: DataDir, query: str) -> list[str]:
    published = Published.open(data)
    try:
        with published.cursor() as cursor:
            hits = find(published, cursor, query, most=EVERY, places=False).hits
    except QueryError as error:
        raise AnswerFailed(str(error)) from error
    finally:
        published.close()
    if not hits:
        raise AnswerFailed(f"no report matches {query!r}")
    return [hit.row["report_id"] for hit in hits]
