"""The truth of a whole story as JSON values: what happened to every report of every host, and what a ledger
of reports must say at its end."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from replica.internet import Website
from replica.zoo.edits import NEW_NUMBER, Edit, EditedSite
from replica.zoo.governments import Government
from replica.zoo.plan import FIRST
from replica.zoo.roles import BLOCKS
from replica.zoo.shares import platform_of
from replica.zoo.story import DUE_DAY, FIRST_DAY, YEAR_DUE, Story, day_of
from replica.zoo.zoo import REDESIGNED, Zoo

Json = dict[str, Any]
YEARS = range(2016, YEAR_DUE + 1)
# The first year whose report had to be public before 1 April of the next.
FIRST_YEAR_DUE = 2019


def story_truth(zoo: Zoo) -> Json:
    """first_day (of night 1), nights, and for each host adcode, host, homepage, platform, role, episodes
    (misbehaviour, since, until; 0: to the end), closed (the nights on which it cannot be read), reports, and
    ledger: what is expected of the government's own reports by year.

    A report has report_year, issuer, issuer_level, own (the government's), file (the kind that holds its
    text, "" for none), begins_on, published_on, addresses (all it ever had, in order) and happenings in
    order: night, kind, url (after it), and by kind from_url, answer (of the address it left), old, new.
    """
    hosts = []
    for government in zoo.chosen:
        if story := zoo.story_of(government):
            hosts.append(_host(zoo, government, story))
    return {"first_day": FIRST_DAY.isoformat(), "nights": zoo.story, "hosts": hosts}


def _host(zoo: Zoo, government: Government, story: Story) -> Json:
    first = _Layout(zoo, government, story, FIRST)
    last = _Layout(zoo, government, story, REDESIGNED) if story.redesigned_on else first
    reports = [_report(first, last, story, i) for i in range(len(first.edited.site.filings))]
    return {
        "adcode": government.adcode,
        "host": government.host,
        "homepage": government.homepage,
        "platform": platform_of(first.edited.site.dialect),
        "role": story.role,
        "episodes": [
            {"misbehaviour": one.misbehaviour, "since": one.since, "until": one.until}
            for one in story.episodes
        ],
        "closed": [night for night in range(1, story.nights + 1) if not story.is_open(night)],
        "reports": reports,
        "ledger": {str(year): _status(year, reports, story) for year in YEARS},
    }


class _Layout:
    """A host at the end of its story, in one of its layouts."""

    def __init__(self, zoo: Zoo, government: Government, story: Story, edition: int) -> None:
        site = zoo.plan(government, edition)
        self.edited = EditedSite(site, story.nights, zoo.seed, 0.0, story.planned)
        self.dialect = Website(site, tuple).dialect

    def url(self, i: int, moves: int) -> str:
        """The address of a report after so many moves."""
        number = self.edited.site.filings[i].number + moves * NEW_NUMBER
        return self.dialect.absolute(
            self.dialect.document_path(replace(self.edited.document(i), number=number))
        )


def _report(first: _Layout, last: _Layout, story: Story, i: int) -> Json:
    site = first.edited.site
    filing = site.filings[i]
    edits = [edit for edit in first.edited.edits if edit.report == i]
    begins_on = next((edit.night for edit in edits if edit.kind == "appeared"), 1)
    happenings = list(_happenings(first, last, story, edits, begins_on, i))
    begins_at = first if not story.redesigned_on or begins_on < story.redesigned_on else last
    addresses = dict.fromkeys([begins_at.url(i, 0), *(one["url"] for one in happenings)])
    published_at = first.edited.document(i).published_at
    return {
        "report_year": filing.year,
        "issuer": filing.issuer or site.issuer,
        "issuer_level": filing.level,
        "own": not filing.issuer,
        "file": filing.file,
        "begins_on": begins_on,
        "published_on": f"{published_at:%Y-%m-%d}" if published_at else None,
        "addresses": list(addresses),
        "happenings": happenings,
    }


def _happenings(
    first: _Layout, last: _Layout, story: Story, edits: list[Edit], begins_on: int, i: int
) -> Iterator[Json]:
    """All that happens to one report; a new layout is a move."""
    turn, moves, layout = story.redesigned_on, 0, first
    removed_on = next((edit.night for edit in edits if edit.kind == "removed"), story.nights + 1)
    nights = sorted({edit.night for edit in edits} | ({turn} if turn else set()))
    for night in nights:
        if night == turn:
            layout = last
            if begins_on < turn < removed_on:
                left = first.url(i, moves)
                yield {
                    "night": turn,
                    "kind": "moved",
                    "url": last.url(i, moves),
                    "from_url": left,
                    "answer": "404",
                }
        for edit in (edit for edit in edits if edit.night == night):
            told = {"night": night, "kind": edit.kind, "url": layout.url(i, moves)}
            if edit.kind == "moved":
                moves += 1
                yield told | {
                    "from_url": told["url"],
                    "url": layout.url(i, moves),
                    "answer": edit.facts["answer"],
                }
            else:
                yield told | edit.facts


def _status(year: int, reports: list[Json], story: Story) -> str:
    """What a ledger says at the end of the story of the government's own report of a year."""
    own = next((one for one in reports if one["own"] and one["report_year"] == year), None)
    opened = [night for night in range(1, story.nights + 1) if story.is_open(night)]
    if own is None or not any(night >= own["begins_on"] for night in opened):
        return _absent(year, _seen_years(reports, opened), opened, story)
    kinds = {one["kind"] for one in own["happenings"]}
    if "removed" in kinds:
        return "published_then_removed"
    if own["file"]:
        return "attachment_only"
    due = DUE_DAY.replace(year=year + 1).isoformat()
    return "published_late" if year >= FIRST_YEAR_DUE and own["published_on"] > due else "published"


def _seen_years(reports: list[Json], opened: list[int]) -> list[int]:
    """The years of the government's own reports that could be read on some night."""
    last = max(opened, default=0)
    return [one["report_year"] for one in reports if one["own"] and one["begins_on"] <= last]


def _absent(year: int, seen: list[int], opened: list[int], story: Story) -> str:
    """Why there is no report: only a host that can be read after the due day proves that there is none, of
    the years between its reports and of the next one."""
    due = DUE_DAY.replace(year=year + 1)
    if day_of(story.nights) <= due:
        return "not_due"
    if any(day_of(night) > due for night in opened):
        if seen and min(seen) < year <= max(seen) + 1:
            return "not_found"
        if story.is_open(story.nights):
            return "unknown"
    return "blocked" if story.acting(story.nights) in BLOCKS else "unreachable"
