"""Combines a page with its files: some reports have their text only in a file.

Rule: a page with less than OWN_TEXT characters takes its text from a file if the page is a report or of
unknown kind, and the file is the report: by its name, by its text, or as the only file below a report's
title. Title, date and source of publication stay the page's; text, outline and sign-off are the file's. A
page with a text of its own keeps it, whatever files it has.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import PurePosixPath
from typing import Any

from extraction.facts.assessment import assess
from extraction.facts.kinds import may_title_a_report, title_kind
from extraction.facts.page_issues import page_issues
from extraction.facts.places import Hints, read_hints
from extraction.facts.sections import read_sections
from extraction.markup.page import Page
from extraction.prose.text import bare
from extraction.reading import extract_text
from records import Attachment, Evidence, Extraction, FileReading, Issue, Removed

OWN_TEXT = 500
"""Characters: no report is shorter, and no introduction with "see the file below" is longer."""
SHORT_TEXT = 150
"""Characters of a township's shortest report."""
_HEADINGS = 2

# Issues of the page alone, which are judged again with the file's text.
_SUPERSEDED = (
    "no_body",
    "body_short",
    "continues_elsewhere",
    "candidate",
    "issuer_unknown",
    "year_unknown",
    "year_disagrees",
    "kind_disagrees",
    "place_disagrees",
    "issuer_disagrees",
)
# How sure it is that a file is the report: by its name, by what it says, as the only one of a report's page.
_NAMED, _SAID, _ONLY = 0.95, 0.75, 0.7
_LINK, _FILE_NAME = 0.7, 0.6


def combine(
    extraction: Extraction, files: Mapping[str, FileReading], *, url: str = "", now: datetime
) -> Extraction:
    """The page with the text of its file, or as it was where it has its own or no file has it.

    files are the readings of extraction.attachments by URL, as far as there are any; url is the page's
    address, now the instant of reading.
    """
    may_be_one = extraction.kind in ("report", "candidate", "other") or may_title_a_report(
        extraction.title or ""
    )
    if has_own_text(extraction) or not may_be_one:
        return extraction
    candidates = list(_candidates(extraction, files, url, now))
    found = max(candidates, key=_fitness, default=None)
    if found is None or not (any(_fitness(found)[:2]) or _vouched(extraction, candidates)):
        return extraction if extraction.kind == "other" else _unread(extraction, files)
    return _with_text(extraction, found, url)


def has_own_text(extraction: Extraction) -> bool:
    """True for a page that is no mere cover of its files: long enough for a report, or a short one with an
    outline."""
    length = len(bare(extraction.body_text))
    headings = sum(section.level <= 2 for section in extraction.sections)
    return length >= OWN_TEXT or (length >= SHORT_TEXT and headings >= _HEADINGS)


def _vouched(extraction: Extraction, candidates: Sequence["_Candidate"]) -> bool:
    """True if the page's title is that of a report, it has a single file with a text, and the file's own
    title does not contradict that."""
    if extraction.kind != "report" or len(candidates) != 1:
        return False
    only = candidates[0].said
    return len(bare(only.body_text)) >= SHORT_TEXT and title_kind(only.title or "") in ("", "report")


def extract_file(
    reading: FileReading, name: str = "", *, title: str = "", url: str = "", now: datetime
) -> Extraction:
    """What a file says that no page is known of.

    name is the one people see, url its address; title is that of the link that led to it, which counts
    where the text has none, as does a name that reads like a report's title.
    """
    leaves = [leaf for leaf in _leaves(name, reading) if leaf[1].text] or [(name, reading)]
    best_name, best = max(
        leaves, key=lambda leaf: (title_kind(_stem(leaf[0])) == "report", len(leaf[1].text))
    )
    said = extract_text(best.text, best.tables, reading.kind, url=url, now=now)
    named = title or (_stem(best_name) if title_kind(_stem(best_name)) == "report" else "")
    if said.title is None and named:
        known = Evidence("link", _LINK) if title else Evidence("file name", _FILE_NAME)
        evidence = said.evidence | {"title": known}
        said = _judged(replace(said, title=named, evidence=evidence, issues=()), url)
    odd = said.issues if best.text else ()
    return replace(
        said,
        removed=(*(Removed(f"file: {one.rule}", one.text) for one in best.removed), *said.removed),
        issues=(*reading.issues, *(best.issues if best is not reading else ()), *odd),
    )


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A file with a text, read as a text of its own; urls are those of its pictures, when it is some."""

    urls: tuple[str, ...]
    name: str
    reading: FileReading
    said: Extraction
    named: bool


def _fitness(candidate: _Candidate) -> tuple[bool, bool, int]:
    """Named like the report, reads like one, long."""
    return candidate.named, candidate.said.kind == "report", len(candidate.said.body_text)


def _candidates(
    extraction: Extraction, files: Mapping[str, FileReading], url: str, now: datetime
) -> Iterator[_Candidate]:
    pictures: list[tuple[Attachment, FileReading]] = []
    for attachment in extraction.attachments:
        reading = files.get(attachment.url)
        if reading is None:
            continue
        if reading.kind == "image" and reading.text:
            pictures.append((attachment, reading))
            continue
        for name, one in _leaves(attachment.name, reading):
            if one.text and (found := _candidate((attachment.url,), name, one, extraction, url, now)):
                yield found
    if pictures:
        text = "\n".join(reading.text for _, reading in pictures)
        whole = replace(pictures[0][1], text=text, tables=(), pages=len(pictures))
        urls = tuple(attachment.url for attachment, _ in pictures)
        if found := _candidate(urls, pictures[0][0].name, whole, extraction, url, now):
            yield found


def _leaves(name: str, reading: FileReading) -> Iterator[tuple[str, FileReading]]:
    """A file, or the files inside an archive, each with its name."""
    yield name, reading
    for member in reading.members:
        yield from _leaves(member.name, member)


def _candidate(
    urls: tuple[str, ...],
    name: str,
    reading: FileReading,
    extraction: Extraction,
    url: str,
    now: datetime,
) -> _Candidate | None:
    """None for a file that is something else: an explanation, a form, a table of figures."""
    said = extract_text(reading.text, reading.tables, reading.kind, url=url, now=now)
    stem = _stem(name)
    named = bare(stem) == bare(extraction.title or "") or title_kind(stem) == "report"
    if title_kind(stem) not in ("", "report") and not named:
        return None
    return _Candidate(urls, name, reading, said, named) if said.body_text else None


def _stem(name: str) -> str:
    """A file's name without its ending; a dot within a title (1.5年…) is no ending."""
    path = PurePosixPath(name.strip())
    return path.stem if re.fullmatch(r"\.[A-Za-z]{2,4}", path.suffix) else path.name


def _with_text(extraction: Extraction, found: _Candidate, url: str) -> Extraction:
    said = found.said
    of_file = f"file {found.name} <{found.urls[0]}>"
    evidence = extraction.evidence | {"body_text": Evidence(of_file, _sureness(found))}
    fields: dict[str, Any] = {}
    for name in ("title", "signed_on", "doc_number"):
        if getattr(extraction, name) is None and getattr(said, name) is not None:
            fields[name] = getattr(said, name)
            basis = said.evidence[name]
            evidence[name] = Evidence(f"{basis.basis} in {of_file}", basis.confidence)
    whole = replace(
        extraction,
        body_text=said.body_text,
        tables=said.tables,
        attachments=tuple(replace(one, holds_text=one.url in found.urls) for one in extraction.attachments),
        removed=(*extraction.removed, *_receipts(extraction, found)),
        issues=tuple(_issues(extraction, found)),
        evidence=evidence,
        **fields,
    )
    return _judged(whole, url)


def _sureness(found: _Candidate) -> float:
    if found.named:
        return _NAMED
    return _SAID if found.said.kind == "report" else _ONLY


def _judged(extraction: Extraction, url: str) -> Extraction:
    """The extraction with all that depends on title and text together: kind, issuer, year, outline."""
    publishers = list(filter(None, [extraction.issuer]))
    hints = _hints(extraction, url)
    seen = assess(extraction.title, extraction.body_text, extraction.published_on, publishers, hints)
    judged = replace(
        extraction,
        is_report=seen.kind == "report",
        kind=seen.kind,
        report_year=seen.report_year,
        issuer=seen.who.issuer,
        issuer_level=seen.who.issuer_level,
        adcode=seen.who.adcode,
        sections=read_sections(extraction.body_text),
        evidence=extraction.evidence | seen.evidence,
    )
    page = Page(url, b"", extraction.body_text, "", "", 0, is_html=False)
    return replace(judged, issues=(*extraction.issues, *page_issues(page, judged), *seen.contradictions))


def _hints(extraction: Extraction, url: str) -> Hints:
    """What the page said of its place, and what its address and its index number say."""
    known = {extraction.adcode: "the page"} if extraction.adcode else {}
    page = Page(url, b"", "", "", "", 0, is_html=False)
    return Hints(known | dict(read_hints(page, [extraction.index_number or ""]).codes))


def _receipts(extraction: Extraction, found: _Candidate) -> Iterator[Removed]:
    """The page's own lines that the file's text replaced, and the parts of the file outside its text."""
    if extraction.body_text:
        yield Removed("stands for the file", extraction.body_text)
    for removed in (*found.reading.removed, *found.said.removed):
        yield Removed(f"file: {removed.rule}", removed.text)


def _issues(extraction: Extraction, found: _Candidate) -> Iterator[Issue]:
    yield from (issue for issue in extraction.issues if issue.code not in _SUPERSEDED)
    for issue in found.reading.issues:
        yield Issue(issue.code, f"{found.name}: {issue.detail}")


def _unread(extraction: Extraction, files: Mapping[str, FileReading]) -> Extraction:
    """A report without a text, and why each of its files does not help."""
    told = []
    for attachment in extraction.attachments:
        reading = files.get(attachment.url)
        issues = [] if reading is None else [*reading.issues, *(i for m in reading.members for i in m.issues)]
        why = "; ".join(f"{issue.code}: {issue.detail}" for issue in issues)
        told.append(
            Issue(
                "file_unread",
                f"{attachment.name}: {why or ('not fetched' if reading is None else 'no report')}",
            )
        )
    return replace(extraction, issues=(*extraction.issues, *told))
