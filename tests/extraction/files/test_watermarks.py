"""Letters that run across the pages of a PDF: a watermark, kept as a receipt."""

from pathlib import Path

from extraction.files import read_file

MARKED = Path(__file__).parents[3] / "benchmarks/blind_wild/files/pdf-watermark-on-every-page.pdf"


def test_letters_that_run_across_a_page_are_no_text() -> None:
    read = read_file(MARKED.read_bytes(), MARKED.name)
    assert "保靖县司法局内部资料" not in read.text
    assert "三、下一年度工作安排" in read.text.split("\n")
    assert [one.text for one in read.removed if one.rule == "watermark"] == [
        "保靖县司法局内部资料" * read.pages
    ]
