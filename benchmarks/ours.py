"""Our extractor as one of the tools, and the facts only it offers."""

from typing import Any

from benchmarks.pages import NOW, Gold
from benchmarks.score import Reading, same, same_body_that_reports, score
from extraction.markup.errors import ExtractionFailed
from extraction.reading import extract
from records import Extraction

FACTS = ("kind", "is_report", "report_year", "issuer", "issuer_level", "adcode", "doc_number", "index_number")
ONLY_REPORTS = ("report_year", "issuer", "issuer_level", "adcode")


def read(payload: bytes, url: str) -> Reading:
    """A page as the tables compare it."""
    return as_reading(extract(payload, url, now=NOW))


def as_reading(found: Extraction) -> Reading:
    published = found.published_on.isoformat() if found.published_on else None
    return Reading(found.body_text, found.title, published, found.source)


def fact_is_right(name: str, truth: dict[str, Any], found: Extraction) -> bool | None:
    """Whether one fact is right; None where it is not asked.

    Whose report is not asked where there is none, nor what the gold leaves open.
    """
    if name not in truth or (name in ONLY_REPORTS and not truth["is_report"]):
        return None
    if name == "kind" and truth["kind"] is None:
        return None
    got = getattr(found, name)
    if name == "issuer":
        return same_body_that_reports(truth[name], got)
    if name in ("doc_number", "index_number"):
        return same(truth[name], got)
    return bool(truth[name] == got)


def measure(gold: Gold) -> dict[str, float]:
    """All quality columns of our extractor on the gold; a page it refuses counts as read empty."""
    readings: list[Reading] = []
    right: dict[str, list[bool]] = {name: [] for name in FACTS}
    for payload, truth in zip(gold.payloads, gold.truths, strict=True):
        try:
            found = extract(payload, truth["url"], now=NOW)
        except ExtractionFailed:
            readings.append(Reading(""))
            continue
        readings.append(as_reading(found))
        for name in FACTS:
            answer = fact_is_right(name, truth, found)
            if answer is not None:
                right[name].append(answer)
    columns = score(gold.truths, readings)
    return columns | {name: sum(answers) / len(answers) for name, answers in right.items() if answers}
