"""What differs between two texts. The sentences are our own."""

from dataclasses import dataclass
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from extraction.prose.sentences import sentences, without_punctuation
from extraction.works.change import compare, compare_documents
from records import Change, kinds_of
from records.change import KINDS

OPENING = "2024年，我市深入推进法治政府建设。"
CASES = "全年办理行政复议案件{}件，办结率{}。"
CLOSING = "下一步，将继续加强行政执法监督。"


def text(*parts: str) -> str:
    return "\n".join(parts)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("312", "321"),
        ("1,234", "1,243"),
        ("1.2万", "1.3万"),
        ("29.3万", "2930"),
        ("3亿", "3万"),
        ("12.83", "9.3"),
        ("９", "10"),
    ],
)
def test_a_changed_number_is_shown_in_its_sentence(old: str, new: str) -> None:
    before, after = CASES.format(old, "95%"), CASES.format(new, "95%")
    assert compare(text(OPENING, before, CLOSING), text(OPENING, after, CLOSING)) == (
        Change("number_changed", before, after, old, new),
    )


def test_each_changed_number_of_a_sentence_is_a_change() -> None:
    before, after = CASES.format("312", "95%"), CASES.format("321", "96.5%")
    assert [(change.old_number, change.new_number) for change in compare(before, after)] == [
        ("312", "321"),
        ("95%", "96.5%"),
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("全市共有执法人员1,234人，持证率95％。", "全市共有执法人员1234人,持证率95%。"),
        ("全市共有执法人员1.2万人。", "全市共有执法人员12000人。"),
        ("坚持党的领导；强化监督。", "坚持党的领导，强化监督。"),
        ("坚持党的领导。强化监督。", "坚持党的领导，强化监督。"),
        ("坚持党的领导，\n强化监督。", "坚持党的领导，强化监督。"),
    ],
)
def test_punctuation_and_notation(old: str, new: str) -> None:
    changes = compare(text(OPENING, old, CLOSING), text(OPENING, new, CLOSING))
    assert {change.kind for change in changes} <= {"punctuation_only"}


def test_the_same_digits_otherwise_grouped_are_another_number() -> None:
    kinds = [change.kind for change in compare("受理12、3件。", "受理1、23件。")]
    assert kinds == ["number_changed", "number_changed"]


def test_words_added_and_removed() -> None:
    added = "建成公共法律服务站42个。"
    old, new = text(OPENING, CLOSING), text(OPENING, added, CLOSING)
    assert compare(old, new) == (Change("paragraph_added", new=added),)
    assert compare(new, old) == (Change("paragraph_removed", old=added),)


def test_a_sentence_inside_a_paragraph_is_wording() -> None:
    added = "建成公共法律服务站42个。"
    assert compare(OPENING + CLOSING, OPENING + added + CLOSING) == (Change("wording", new=added),)
    assert compare(OPENING + added + CLOSING, OPENING + CLOSING) == (Change("wording", old=added),)


def test_a_paragraph_at_another_place_is_moved_and_told_once() -> None:
    first, second, third = CASES.format("312", "95%"), "普法形式不够丰富。宣传不够深入。", "建成服务站42个。"
    old = text(OPENING, second, first, third, CLOSING)
    new = text(OPENING, first, third, CLOSING, second)
    assert compare(old, new) == (Change("paragraph_moved", second, second),)


def test_a_paragraph_that_stood_twice_and_moved_once() -> None:
    twice, other = "普法形式不够丰富。", CASES.format("312", "95%")
    changes = compare(text(twice, other, twice), text(other, twice))
    assert changes == (Change("paragraph_removed", old=twice),)


def test_a_number_changed_beside_an_added_paragraph() -> None:
    before, after, added = CASES.format(312, "95%"), CASES.format(320, "95%"), "建成服务站42个。设立点位7个。"
    changes = compare(text(OPENING, before, CLOSING), text(OPENING, after, added, CLOSING))
    assert changes == (
        Change("number_changed", before, after, "312", "320"),
        Change("paragraph_added", new=added),
    )
    assert kinds_of(changes) == ("number_changed", "paragraph_added")


@dataclass
class Report:
    title: str | None = "关于2024年法治政府建设情况的报告"
    body_text: str = OPENING
    published_on: date | None = None
    signed_on: date | None = None


def test_title_and_dates() -> None:
    old, new = Report(), Report(title="2024年法治政府建设情况", signed_on=date(2025, 1, 3))
    assert compare_documents(old, new) == (
        Change("title_changed", "关于2024年法治政府建设情况的报告", "2024年法治政府建设情况"),
        Change("date_changed", "", "2025-01-03"),
    )
    assert compare_documents(old, Report(title="关于2024年 法治政府建设情况的报告")) == ()


def test_an_edited_sentence_is_paired_with_what_it_became() -> None:
    before = "部分执法人员业务能力有待提高，执法不规范问题仍然存在。"
    after = "少数执法人员业务能力有待提高，执法不规范问题依然存在。"
    added = "普法形式不够丰富。"
    assert compare(text(OPENING, before, CLOSING), text(OPENING, added, after, CLOSING)) == (
        Change("paragraph_added", new=added),
        Change("wording", before, after),
    )


def test_unlike_sentences_are_not_paired() -> None:
    kinds = [change.kind for change in compare("举办法治讲座十余场。", "全年无行政诉讼败诉。")]
    assert kinds == ["paragraph_removed", "paragraph_added"]


def test_sentences_keep_their_closing_quote() -> None:
    assert sentences("提出“放管服。”改革\n一、主要做法\n  （一）加强领导。") == [
        "提出“放管服。”",
        "改革",
        "一、主要做法",
        "（一）加强领导。",
    ]


WORDS = st.lists(
    st.sampled_from(["法治", "政府", "12", "，", "。", "3.5万", "；", "\n", "监督", "%", " "]), max_size=40
)


@given(WORDS, WORDS)
def test_silence_means_that_only_white_space_differs(old_words: list[str], new_words: list[str]) -> None:
    old, new = "".join(old_words), "".join(new_words)
    same = "".join(sentences(old)) == "".join(sentences(new))
    assert (compare(old, new) == ()) == same


@given(WORDS, WORDS)
@example(["12"], ["12", "，", "\n", "法治"])  # moved, and punctuated otherwise
def test_what_is_told_stands_in_the_texts(old_words: list[str], new_words: list[str]) -> None:
    old, new = "".join(old_words), "".join(new_words)
    for change in compare(old, new):
        assert change.old in "".join(sentences(old))
        assert change.new in "".join(sentences(new))
        assert change.old_number in change.old
        assert change.new_number in change.new
        if change.kind == "paragraph_moved":
            assert without_punctuation(change.old) == without_punctuation(change.new)
        else:
            assert change.old != change.new
        assert change.kind in KINDS
