"""What makes two texts the same text."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from records.text.text_identity import identity

PRINTED = "2024年，全市受理行政复议案件128件；其中“调解结案”39件（占30%）。"


@pytest.mark.parametrize(
    "other",
    [
        "2024年，\n全市受理行政复议案件\u00a0128\u00a0件；其中“调解结案”39件（占30%）。",
        "　　2024年，全市受理行政复议案件 128 件；其中“调解结案”39件（占30%）。 ",
        "2024年\u200b，全市\u200e受理\ufeff行政复议案件128件；其中“调解结案”39件（占30%）。\ufe0f",
        "２０２４年，全市受理行政复议案件１２８件；其中“调解结案”３９件（占３０％）。",
        '2024年,全市受理行政复议案件128件;其中"调解结案"39件(占30%)。',
        "2024年，全市受理行政复议案件128件；其中「调解结案」39件（占30%）。",
    ],
)
def test_white_space_and_widths_are_no_difference(other: str) -> None:
    assert identity(other) == identity(PRINTED)


@pytest.mark.parametrize(
    "other",
    [
        PRINTED.replace("128", "129"),
        PRINTED.replace("；", "，"),
        PRINTED.replace("。", "！"),
        PRINTED.replace("受理", "办理"),
        PRINTED.replace("30%", "3.0%"),
    ],
)
def test_words_numbers_and_marks_are_one(other: str) -> None:
    assert identity(other) != identity(PRINTED)


@example("A´")  # the accent folds into a space and a mark that then joins the A
@given(st.text())
def test_identity_is_its_own(text: str) -> None:
    assert identity(identity(text)) == identity(text)
    assert identity(" ".join(text)) == identity(identity(" ".join(text)))
