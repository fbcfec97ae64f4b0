"""The reading process: warm for many files, bounded in memory and time, replaced when it dies."""

import os
import signal
import subprocess
import sys
import threading
from functools import cache
from pathlib import Path

import pytest

from flows.pipeline.file_reading import FileReader, Limits
from flows.pipeline.ocr import has_ocr, load_ocr
from replica.files.pdf import HEIGHT, WIDTH, Image, Page, Words, report_pdf, write_pdf
from tests.conftest import PATIENCE, wait_until
from tests.extraction.files.hostile import HOSTILE, LINES, TITLE, stream_of_two_hundred_megabytes

MB = 2**20
GOOD = report_pdf(TITLE, LINES)
PATIENT = Limits(Limits.usual().memory_bytes, PATIENCE)


@cache
def slow() -> bytes:
    """A page of a PDF this dense takes a hundredth of a second and more to read."""
    return write_pdf(
        [Page(tuple(Words(10, 10 + 8 * row, "一二三四五六七八九十" * 12, 4) for row in range(100)))] * 900
    )


def reads(reader: FileReader) -> bool:
    return reader.read(GOOD, "报告.pdf").text.startswith(TITLE[0])


def test_one_process_reads_every_hostile_file_and_lives() -> None:
    with FileReader(PATIENT) as reader:
        assert reads(reader)
        first = reader.pid
        for defect, (make, kind, code) in HOSTILE.items():
            found = reader.read(make(), "")
            assert (defect, found.kind, [issue.code for issue in found.issues]) == (defect, kind, [code])
        assert reads(reader)
        assert reader.pid == first
        peak = int(Path(f"/proc/{first}/status").read_text().partition("VmHWM:")[2].split()[0])
        assert peak < 1024 * 1024


def test_a_file_that_takes_too_long_is_given_up() -> None:
    with FileReader(Limits(1024 * MB, 0.3)) as reader:
        found = reader.read(slow())
        assert [issue.code for issue in found.issues] == ["timeout"]
        assert (found.kind, found.text, reader.pid) == ("pdf", "", None)


def test_a_file_that_takes_too_much_memory_is_given_up() -> None:
    bomb = stream_of_two_hundred_megabytes(declared_only=False)
    with FileReader(Limits(350 * MB, PATIENCE)) as reader:
        assert reads(reader)
        assert [issue.code for issue in reader.read(bomb).issues] == ["memory"]
        assert reads(reader)


@pytest.mark.parametrize(("killed_by", "code"), [(signal.SIGKILL, "memory"), (signal.SIGSEGV, "crashed")])
def test_a_process_that_dies_over_a_file_is_replaced(killed_by: signal.Signals, code: str) -> None:
    with FileReader(PATIENT) as reader:
        assert reads(reader)
        first = reader.pid
        assert first is not None
        killing = threading.Thread(target=kill_at_work, args=(first, killed_by, ticks(first)))
        killing.start()
        assert [issue.code for issue in reader.read(slow()).issues] == [code]
        killing.join()
        assert reads(reader)
        assert reader.pid != first


def test_a_process_that_died_in_between_is_replaced() -> None:
    with FileReader(PATIENT) as reader:
        assert reads(reader)
        first = reader.pid
        assert first is not None
        os.kill(first, signal.SIGKILL)
        os.waitid(os.P_PID, first, os.WEXITED | os.WNOWAIT)
        assert reads(reader)


def test_the_process_ends_with_its_parent() -> None:
    """At the latest when the time for the file it reads is over."""
    code = (
        "import os, sys\nfrom flows.pipeline.file_reading import FileReader, Limits\nfrom tests.flows.test_files import GOOD, slow\n"
        "reader = FileReader(Limits(2**30, 300))\nreader.read(GOOD)\nprint(reader.pid, flush=True)\n"
        "reader._limits = Limits(2**30, 5)\nreader.read(slow())"
    )
    parent = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    child = int(parent.stdout.readline())
    before = ticks(child)
    wait_until(lambda: ticks(child) > before, "the process to be reading")
    parent.kill()
    parent.wait()
    parent.stdout.close()
    wait_until(lambda: not is_running(child), "the process to end with its parent")


def kill_at_work(pid: int, number: signal.Signals, before: int) -> None:
    """Kills a process that waited for a file, once it reads one."""
    wait_until(lambda: ticks(pid) > before, "the process to be reading")
    os.kill(pid, number)


def ticks(pid: int) -> int:
    """What a process has computed so far, in hundredths of a second."""
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11])


def is_running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_nothing_heavy_is_loaded_before_a_file_comes() -> None:
    code = (
        "import sys, extraction, extraction.files\n"
        "print([name for name in ('pypdfium2', 'docx', 'openpyxl', 'xlrd', 'numpy') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.skipif(not has_ocr(), reason="needs the extra: pip install 'fazhi[ocr]'")
def test_ocr_reads_a_scanned_page() -> None:
    import pypdfium2

    drawn = write_pdf([Page((Words(81, 700, "Report 2023: 1,208 cases, 98.7%", 24),))])
    with pypdfium2.PdfDocument(drawn.replace(b"FangSong_GB2312", b"Helvetica")) as document:
        picture = document[0].render(scale=2, grayscale=True).to_numpy()
    rows, columns = picture.shape[:2]
    scan = write_pdf([Page((), (Image((0, 0, WIDTH, HEIGHT), columns, rows, picture.tobytes()),))])
    assert load_ocr() is not None
    with FileReader(PATIENT) as reader:
        found = reader.read(scan, "scan.pdf")
    assert "1,208" in found.text and "98.7%" in found.text
    assert (found.scanned, [issue.code for issue in found.issues]) == (True, ["ocr"])
    assert found.ocr is not None and found.ocr > 0.8
