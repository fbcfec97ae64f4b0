"""Files beside the text: replaced ones are silent edits."""

from typing import Any

from extraction.works.change import compare_documents
from extraction.works.lineage import histories
from records import Attachment, FileReading
from storage.archive import Archive
from storage.evidence.warc import read_payload
from storage.intake.files import FileSeen
from storage.paths import DataDir
from tests.storage.folding import FIRST, ask, fold
from tests.storage.nights import CIXI, PAGE, Night, read, report

ANNEX = "http://www.cixi.gov.cn/files/annex.pdf"


def night_with_files(
    data_dir: DataDir, number: int, files: dict[str, tuple[str, bytes, str]], body: str = FIRST
) -> None:
    """One night: the page, and its files by address: name, bytes, text (empty where none could be read)."""
    with Archive.open(data_dir) as archive:
        archive.save_sites([CIXI])
        night = Night(data_dir, number, archive.known([CIXI.site_id]))
        page = night.page(PAGE, report(body, visits=number))
        seen = {}
        for url, (name, payload, text) in files.items():
            capture = night.page(url, payload, role="attachment", media_type="application/pdf")
            reading = FileReading("1", "pdf", text)
            seen[url] = (name, FileSeen(capture.capture_id, reading))
        archive.ingest(night.end())
        archive.save_files((one.capture_id, one.reading) for _, one in seen.values())
        links = tuple(Attachment(url, name) for url, (name, _) in seen.items())
        understood = read(read_payload(data_dir, page))
        object.__setattr__(understood, "attachments", links)
        with_files = {url: one for url, (_, one) in seen.items()}
        archive.save_extractions([(page.capture_id, understood)], {page.capture_id: with_files})
        archive.fold("1", histories)
        archive.write_changes(compare_documents)


def replaced(data_dir: DataDir) -> list[tuple[Any, ...]]:
    return ask(
        data_dir,
        "SELECT file_url, version_no, old_text, new_text FROM changes"
        " WHERE class = 'attachment_replaced' ORDER BY observed_at",
    )


def test_a_replaced_attachment_is_a_silent_edit(data_dir: DataDir) -> None:
    night_with_files(data_dir, 1, {ANNEX: ("附件1", b"1", "受理12件。")})
    night_with_files(data_dir, 2, {ANNEX: ("附件1", b"2", "受理12件。\n")})
    assert replaced(data_dir) == []
    night_with_files(data_dir, 3, {ANNEX: ("附件1", b"3", "")})
    night_with_files(data_dir, 4, {ANNEX: ("附件1", b"4", "受理21件。")})
    assert replaced(data_dir) == [(ANNEX, 1, "受理12件。\n", "受理21件。")]
    assert ask(data_dir, "SELECT kind, version_no FROM events ORDER BY event_no") == [
        ("appeared", 1),
        ("attachment_replaced", 1),
    ]


def test_a_file_that_is_read_at_last_tells_what_it_replaced(data_dir: DataDir) -> None:
    night_with_files(data_dir, 1, {ANNEX: ("附件1", b"1", "受理12件。")})
    night_with_files(data_dir, 2, {ANNEX: ("附件1", b"2", "")})
    assert replaced(data_dir) == []
    with Archive.open(data_dir) as archive:
        newest = "SELECT capture_id FROM capture WHERE role = 'attachment' ORDER BY captured_at DESC LIMIT 1"
        (scan,) = archive._connection.execute(newest).fetchone() or ("",)
        archive.save_files([(scan, FileReading("1", "pdf", "受理15件。", ocr=0.9))])
    fold(data_dir)
    assert replaced(data_dir) == [(ANNEX, 1, "受理12件。", "受理15件。")]


def test_an_attachment_under_a_new_address_is_known_by_its_name(data_dir: DataDir) -> None:
    new = ANNEX.replace("annex", "annex-2")
    night_with_files(
        data_dir, 1, {ANNEX: ("附件1", b"1", "受理12件。"), ANNEX + "x": ("附件2", b"5", "附表。")}
    )
    night_with_files(
        data_dir, 2, {new: ("附件1", b"2", "受理13件。"), ANNEX + "y": ("附件3", b"6", "附图。")}
    )
    assert replaced(data_dir) == [(new, 1, "受理12件。", "受理13件。")]
