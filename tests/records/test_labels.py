"""Every word that a column of the archive holds has a label in both languages."""

import re
from importlib.resources import files

import pytest

from records import OUTCOMES
from records.change import KINDS
from records.decision import DECISIONS
from records.labels import label, labels
from records.walk import ROLES


def words(domain: str) -> set[str]:
    return {one.word for one in labels() if one.domain == domain}


def commented(column: str) -> str:
    """What the schema says of a column."""
    folder = files("storage.database").joinpath("views")
    text = "\n".join(file.read_text(encoding="utf-8") for file in folder.iterdir())
    found = re.search(rf"COMMENT ON COLUMN {re.escape(column)} IS '((?:[^']|'')+)'", text)
    assert found, column
    return found[1]


def kept(column: str) -> str:
    """What the last migration that explains the column of a table says of it."""
    folder = files("storage.database").joinpath("migrations")
    scripts = sorted(folder.iterdir(), key=lambda file: file.name)
    text = "\n".join(file.read_text(encoding="utf-8") for file in scripts if file.name.endswith(".sql"))
    return re.findall(rf"COMMENT ON COLUMN {re.escape(column)} IS '((?:[^']|'')+)'", text)[-1]


def listed(comment: str) -> set[str]:
    """The words that a comment lists: behind its colon, without what brackets explain."""
    plain = re.sub(r" ?\([^()]*\)", "", comment).partition(";")[0]
    return {word.strip().removesuffix(":…") for word in re.split(r", | or ", plain.rpartition(": ")[2])}


def test_no_label_is_empty_or_given_twice() -> None:
    assert all(one.zh and one.en for one in labels())
    assert len({(one.domain, one.word) for one in labels()}) == len(labels())


def test_the_kinds_of_changes_are_those_of_the_code() -> None:
    assert words("change") == set(KINDS)


def test_the_words_of_events_are_those_of_the_schema() -> None:
    said = commented("events.kind")
    assert set(re.findall(r"[a-z_]{5,}", said)) - {"or"} == words("event")


def test_a_word_with_a_detail_reads_as_the_word() -> None:
    assert label("verdict", "blocked:waf_403") == "拒绝访问"
    assert label("verdict", "blocked:waf_403", "en") == "access refused"
    assert label("verdict", "no such word") == "no such word"


@pytest.mark.parametrize(
    ("comment", "known"),
    [
        (kept("capture.role"), {*ROLES}),
        (commented("captures.role"), {*ROLES}),
        (kept("failed_fetch.kind"), {*OUTCOMES} - {"ok", "not_modified"}),
        (kept("event.kind"), words("event")),
        (kept("change.kind"), {*KINDS}),
        (kept("decision.decision"), {*DECISIONS}),
        (kept("lineage.basis"), words("basis")),
    ],
    ids=["capture", "captures", "failed_fetch", "event", "change", "decision", "lineage"],
)
def test_a_comment_lists_the_words_of_the_code(comment: str, known: set[str]) -> None:
    assert listed(comment) == known


def test_the_words_of_a_view_have_labels() -> None:
    assert listed(commented("ledger.timeliness")) == words("timeliness")
    assert {*ROLES} == words("role")
    assert listed(commented("ledger.status")) == words("ledger_status")
