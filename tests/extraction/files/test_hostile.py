"""Whatever is in a file, reading it gives one clear issue and never an exception."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extraction.files import KINDS, file_kind, read_file
from replica.files import WRITERS
from tests.extraction.files.hostile import HOSTILE, LINES, TITLE

WHOLE = {kind: write(TITLE, LINES * 5) for kind, write in WRITERS.items()}


@pytest.mark.parametrize("defect", HOSTILE)
def test_one_issue_tells_the_defect(defect: str) -> None:
    make, kind, code = HOSTILE[defect]
    found = read_file(make())
    assert (found.kind, [issue.code for issue in found.issues], found.has_text) == (kind, [code], False)
    assert found.issues[0].detail


@pytest.mark.parametrize("kind", WRITERS)
def test_another_ending_is_noticed_and_the_file_is_read(kind: str) -> None:
    found = read_file(WHOLE[kind], "年度报告.jpg")
    assert found.has_text
    assert [issue.code for issue in found.issues] == ["wrong_extension"]
    assert read_file(WHOLE[kind], f"年度报告.{kind}").issues == ()
    assert read_file(WHOLE[kind], "年度报告").issues == ()


def test_members_of_an_archive_that_can_be_read_are_read() -> None:
    from replica.files.zip import write_zip

    members = [(b"a.docx", WHOLE["docx"]), (b"b.docx", WHOLE["docx"][:-300]), (b"__MACOSX/a.docx", b"x")]
    found = read_file(write_zip(members))
    assert [member.name for member in found.members] == ["a.docx", "b.docx"]
    assert [[issue.code for issue in member.issues] for member in found.members] == [[], ["truncated"]]
    assert (found.has_text, found.issues) == (True, ())


@settings(max_examples=150)
@given(
    kind=st.sampled_from(sorted(WHOLE)),
    cut=st.floats(0, 1),
    changes=st.lists(st.tuples(st.floats(0, 0.999), st.integers(0, 255)), max_size=12),
)
def test_a_damaged_file_is_read_or_has_an_issue(
    kind: str, cut: float, changes: list[tuple[float, int]]
) -> None:
    payload = bytearray(WHOLE[kind][: int(len(WHOLE[kind]) * cut)])
    for place, value in changes:
        if payload:
            payload[int(place * len(payload))] = value
    found = read_file(bytes(payload), f"a.{kind}")
    assert found.kind in KINDS
    assert found.has_text or found.issues


@given(
    payload=st.binary(max_size=300),
    head=st.sampled_from([b"", b"%PDF-1.4\n", b"PK\x03\x04", b"\xff\xd8\xff"]),
)
@settings(max_examples=100)
def test_any_bytes_are_of_some_kind(payload: bytes, head: bytes) -> None:
    assert file_kind(head + payload) in KINDS
    assert read_file(head + payload).kind in KINDS
