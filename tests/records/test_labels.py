"""Every word that a column of the archive holds has a label in both languages."""

import re
from importlib.resources import files

from records.change import KINDS
from records.labels import label, labels


def words(domain: str) -> set[str]:
    return {one.word for one in labels() if one.domain == domain}


def commented(column: str) -> str:
    """What the schema says of a column."""
    folder = files("storage.database").joinpath("views")
    text = "\n".join(file.read_text(encoding="utf-8") for file in folder.iterdir())
    found = re.search(rf"COMMENT ON COLUMN {re.escape(column)} IS '((?:[^']|'')+)'", text)
    assert found, column
    return found[1]


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
    assert label("verdict", "blocked:waf_403", "en") == "refuses to be read"
    assert label("verdict", "no such word") == "no such word"
