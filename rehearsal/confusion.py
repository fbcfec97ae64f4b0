"""The history in the archive, held against the truth of the story: what happened × what was found."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from extraction.works.change import compare_documents
from records.url import canonical_url
from rehearsal.told import Archive, Text, Told
from storage.database.connection import connect
from storage.paths import DataDir

NOTHING = "–"
# What the replica calls a change, and what it must be called by whoever sees the two texts.
CLASSES = {
    "number_changed": "number_changed",
    "wording": "wording",
    "punctuation": "punctuation_only",
    "paragraph_added": "paragraph_added",
    "paragraph_removed": "paragraph_removed",
    "paragraph_moved": "paragraph_moved",
    "title_changed": "title_changed",
    "replaced": "replaced",
}
# What is told beside the text, by events.
BESIDE = ("attachment_replaced", "date_changed")
STAYS = ("missing_once", "away", "furniture_only")
# With fewer of their lines in common one text took the place of another.
SAME_LINES = 0.5

HAS_LEDGER = "SELECT 1 FROM information_schema.tables WHERE table_name = 'ledger'"


@dataclass(frozen=True, slots=True)
class Verdict:
    """One thing that happened and what was made of it; where names host and address."""

    truth: str
    found: str
    where: str
    is_right: bool


def judge_changes(archive: Archive, truth: dict[str, Any]) -> Iterator[Verdict]:
    """Every edit that could be seen with the class it was given, every version without an edit."""
    for host, report in _reports(truth):
        for name in archive.of(report)[:1]:
            yield from _changes(archive.reports[name], report, f"{host['adcode']} {report['addresses'][-1]}")


def _changes(told: Told, report: dict[str, Any], where: str) -> Iterator[Verdict]:
    edits = [one for one in report["happenings"] if one["kind"] in CLASSES]
    first = told.versions[0].night
    for old, new in zip(told.versions, told.versions[1:], strict=False):
        made = [one for one in edits if old.night < one["night"] <= new.night]
        expected = {CLASSES[one["kind"]] for one in made}
        found = _classes(old, new)
        nights = f"{where} nights {old.night}–{new.night}"
        yield Verdict(_named(expected), _named(found), nights, found == expected and bool(expected))
    seen = {version.night for version in told.versions[1:]}
    for one in edits:
        covered = any(
            old.night < one["night"] <= new.night
            for old, new in zip(told.versions, told.versions[1:], strict=False)
        )
        if not covered and first < one["night"] <= told.last_seen:
            yield Verdict(CLASSES[one["kind"]], NOTHING, f"{where} night {one['night']}", False)
    yield from _beside(told, report, where)
    for one in report["happenings"]:
        if one["kind"] == "furniture_only" and first < one["night"] <= told.last_seen:
            is_right = one["night"] not in seen or any(edit["night"] == one["night"] for edit in edits)
            yield Verdict("furniture_only", NOTHING if is_right else "a version", where, is_right)


def _beside(told: Told, report: dict[str, Any], where: str) -> Iterator[Verdict]:
    """What changed beside the text, each with the first event that tells of it."""
    first = told.versions[0].night
    for kind in BESIDE:
        found = [night for one, night, _ in told.events if one == kind]
        for one in report["happenings"]:
            if one["kind"] == kind and first < one["night"] <= told.last_seen:
                later = [night for night in found if night >= one["night"]]
                found = [night for night in found if night not in later[:1]]
                yield Verdict(kind, kind if later else NOTHING, f"{where} night {one['night']}", bool(later))
        for night in found:
            yield Verdict(NOTHING, kind, f"{where} night {night}", False)


def _classes(old: Text, new: Text) -> set[str]:
    """The classes of change between two versions."""
    before, after = set(old.body_text.split("\n")), set(new.body_text.split("\n"))
    if len(before & after) < SAME_LINES * min(len(before), len(after)):
        return {"replaced"}
    return {change.kind for change in compare_documents(old, new)}


def _named(kinds: set[str]) -> str:
    return " + ".join(sorted(kinds)) or NOTHING


def judge_events(archive: Archive, truth: dict[str, Any]) -> Iterator[Verdict]:
    """Appearances, moves, removals and returns; what only seemed to be one; reports that nobody published."""
    addresses: set[str] = set()
    for host, report in _reports(truth):
        where = f"{host['adcode']} {report['addresses'][-1]}"
        addresses.update(map(canonical_url, report["addresses"]))
        names = archive.of(report)
        told = archive.reports[names[0]] if names else None
        expected = _expected_events(report, archive.open_nights(host, report), told)
        events = [event for name in names for event in archive.reports[name].events]
        found = [event for event in events if event[0] not in BESIDE]
        yield from _events(report, expected, found, where)
        if len(names) > 1:
            yield Verdict("one report", "several", f"{where} {names}", False)
    for url, name in archive.pages.items():
        if url not in addresses:
            yield Verdict(NOTHING, "appeared", f"{name} {url}", False)


def _expected_events(report: dict[str, Any], open_nights: set[int], told: Told | None) -> list[str]:
    """The kinds of events that a visitor of these nights must have noticed."""
    gone_on = min([one["night"] for one in report["happenings"] if one["kind"] == "removed"] or [10**6])
    if not any(night < gone_on for night in open_nights):
        return []
    first = told.versions[0].night if told else report["begins_on"]
    later = [one["kind"] for one in report["happenings"] if one["night"] > first]
    return ["appeared", *(kind for kind in later if kind in ("moved", "removed"))]


def _events(
    report: dict[str, Any], expected: Sequence[str], found: Sequence[tuple[str, int, str]], where: str
) -> Iterator[Verdict]:
    surplus = Counter(kind for kind, _, _ in found)
    for kind in expected:
        if surplus[kind]:
            surplus[kind] -= 1
            yield Verdict(kind, kind, where, True)
        else:
            yield Verdict(kind, NOTHING, f"{where} {report['happenings']}"[:300], False)
    seemed = [one["kind"] for one in report["happenings"] if one["kind"] in STAYS[:2]]
    false = list(surplus.elements())
    for kind in seemed:
        if not false:
            yield Verdict(kind, NOTHING, where, True)
    for kind in false:
        nights = [night for one, night, _ in found if one == kind]
        yield Verdict(seemed[0] if seemed else NOTHING, kind, f"{where} nights {nights}", False)


def judge_ends(archive: Archive, truth: dict[str, Any]) -> Iterator[Verdict]:
    """How every report is after the last night; where its host can be read, it was seen in that night."""
    for host, report in _reports(truth):
        kinds = [one["kind"] for one in report["happenings"]]
        removed = "removed" in kinds
        names = archive.of(report)
        told = archive.reports[names[0]] if names else None
        open_nights, last = archive.open_nights(host, report), max(archive.nights)
        is_away = kinds[-1:] == ["away"] or any(
            one["kind"] == "missing_once" and one["night"] == last for one in report["happenings"]
        )
        expected = "removed" if removed else "live" if open_nights else "unknown"
        found = told.status if told else "unknown"
        if expected == found == "live" and last in open_nights and not is_away:
            found = "live" if told and told.last_seen >= last else "not seen any more"
        yield Verdict(expected, found, f"{host['adcode']} {report['addresses'][-1]}", expected == found)


def judge_ledger(data: DataDir, truth: dict[str, Any]) -> Iterator[Verdict]:
    """The status of every government and year; nothing where the archive keeps no ledger."""
    with connect(data.work_archive, read_only=True) as archive:
        if not archive.execute(HAS_LEDGER).fetchall():
            return
        rows = archive.execute("SELECT adcode, report_year, status FROM ledger").fetchall()
    found = {(adcode, str(year)): status for adcode, year, status in rows}
    for host in truth["hosts"]:
        for year, expected in host["ledger"].items():
            status = found.get((host["adcode"], year), NOTHING)
            yield Verdict(expected, status, f"{host['adcode']} {year} ({host['role']})", status == expected)


def _reports(truth: dict[str, Any]) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    return ((host, report) for host in truth["hosts"] for report in host["reports"])


def by_pair(verdicts: Sequence[Verdict]) -> dict[tuple[str, str], int]:
    """How often each pair of truth and found occurs."""
    pairs: dict[tuple[str, str], int] = defaultdict(int)
    for verdict in verdicts:
        pairs[verdict.truth, verdict.found] += 1
    return pairs
