"""Histories at random: folded night by night, and all at once, they are the same in every table.

What a night may bring: pages that answer with the same, with something else, with an error, with a redirect
to another page, with a file that changed; crawls that die and are gone on with; crawls that are taken in late
or in two parts, or once more with another account of how their lists fared; runs that end between two steps;
pages read anew; a site that turns out to be another government's; decisions of people.
"""

import json
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from extraction.facts.listed_titles import read_listed_title
from extraction.works.change import compare_documents
from extraction.works.lineage import histories
from extraction.works.reuse import sketch
from records import Attachment, Extraction, FileReading
from storage.archive import Archive
from storage.evidence.warc import read_payload
from storage.intake.files import FileSeen
from storage.paths import DataDir
from tests.storage.nights import CIXI, FEIXIANG, Night, read
from tests.storage.test_incremental import ANSWERS, DECISIONS, HEAD, PAGES, fold_everything, rows

ADDRESSES = (*PAGES, "http://www.cixi.gov.cn/art/moved.html", "https://www.fxq.gov.cn/art/1.html")
ANNEX = "http://www.cixi.gov.cn/files/annex.pdf"
CODES = ("330282", "330281", "130407")
SEEDS = range(1)
MANY_SEEDS = (1, *range(100, 112))


class Story:
    """An archive and what its sites answer at the moment."""

    def __init__(self, data_dir: DataDir, dice: Random) -> None:
        self.data_dir, self.dice = data_dir, dice
        self.now: dict[str, bytes | int | str] = {}
        self.late: list[Path] = []
        self.died = ""
        self.annex = 0
        self.ended: list[Path] = []

    def tell(self, nights: int) -> None:
        # Days between two nights: a page that is gone is removed after three of them over a week.
        apart = self.dice.choice((1, 3))
        for number in range(apart, apart * nights + 1, apart):
            self._decide()
            with Archive.open(self.data_dir) as archive:
                self._register(archive)
                folder = self._night(archive, number)
                taken = [folder]
                if self.dice.random() < 0.15:
                    self.late += taken
                    taken = []
                if self.late and self.dice.random() < 0.5:
                    taken.append(self.late.pop(0))
                if self.ended and self.dice.random() < 0.15:
                    taken.append(self._told_otherwise(self.dice.choice(self.ended)))
                self._take_in(archive, taken)
        with Archive.open(self.data_dir) as archive:
            self._take_in(archive, self.late, whole=True)

    def _decide(self) -> None:
        chosen = f"{self.dice.choice(ADDRESSES)},{self.dice.choice(DECISIONS)},why,2026-03-09,Li\n"
        self.data_dir.decisions.write_text(HEAD + (chosen if self.dice.random() < 0.1 else ""))

    def _register(self, archive: Archive) -> None:
        code = self.dice.choice(CODES) if self.dice.random() < 0.1 else CIXI.adcode
        archive.save_sites([replace(CIXI, adcode=code), FEIXIANG])

    def _night(self, archive: Archive, number: int) -> Path:
        """One crawl, which may go on with one that died, or die itself."""
        resumed = [self.died] if self.died and self.dice.random() < 0.7 else []
        night = Night(self.data_dir, number, archive.known([CIXI.site_id, FEIXIANG.site_id], resumed))
        for url in ADDRESSES:
            if url not in self.now or self.dice.random() < 0.15:
                self.now[url] = self.dice.choice((*ANSWERS, "redirect"))
            if self.dice.random() < 0.85:
                self._ask(night, url)
        if self.dice.random() < 0.3:
            self.annex += 1
        if self.dice.random() < 0.6:
            body = b"%PDF-1.4 " + str(self.annex).encode()
            night.page(ANNEX, body, role="attachment", media_type="application/pdf")
        self.died = ""
        if self.dice.random() < 0.2:
            self.died = night.crawl_id
            return night.die()
        folder = night.end(self.dice.choice(([], [], ["list page x: 503"])), sites=(CIXI, FEIXIANG))
        if resumed:
            summary = json.loads((folder / "summary.json").read_text()) | {"resumed": resumed}
            (folder / "summary.json").write_text(json.dumps(summary))
        self.ended.append(folder)
        return folder

    def _told_otherwise(self, folder: Path) -> Path:
        """A crawl whose lists were found healthy were not, or the other way round."""
        summary = json.loads((folder / "summary.json").read_text())
        first = summary["sites"][0]
        healthy = not first["listing_healthy"]
        first |= {"listing_healthy": healthy, "problems": [] if healthy else ["list page y: 500"]}
        (folder / "summary.json").write_text(json.dumps(summary))
        return folder

    def _ask(self, night: Night, url: str) -> None:
        answer = self.now[url]
        whose = FEIXIANG.site_id if "fxq" in url or self.dice.random() < 0.05 else CIXI.site_id
        if answer == "redirect":
            goal = ADDRESSES[(ADDRESSES.index(url) + 1) % len(ADDRESSES)]
            there = self.now.get(goal, 404)
            night.page(url, status=302, redirect_to=goal, site_id=whose)
            if isinstance(there, bytes):
                night.page(goal, there, page_url=url, site_id=whose)
        elif isinstance(answer, int):
            night.page(url, status=answer, site_id=whose)
        elif self.dice.random() < 0.05:
            night.failed(url, self.dice.choice(("timeout", "http_error")), site_id=whose)
        else:
            counted = b"<!-- %d -->" % self.dice.randint(0, 2)
            capture = night.page(url, answer + counted, site_id=whose)
            if self.dice.random() < 0.05:
                kind = self.dice.choice(("challenge", "soft_404"))
                night.failed(url, kind, capture.capture_id, site_id=whose)

    def _take_in(self, archive: Archive, crawls: list[Path], *, whole: bool = False) -> None:
        """As a nightly run does it; unless whole it may be ended between two steps, and takes some in
        twice."""
        for folder in crawls:
            if self.dice.random() < 0.15:
                self._take_in_half(archive, folder)
            archive.ingest(folder)
        if not whole and self.dice.random() < 0.1:
            return
        waiting = archive.pending("1")
        archive.save_extractions(*self._read(archive, waiting))
        archive.write_titles("1", read_listed_title)
        if self.dice.random() < 0.1:
            self._read_anew(archive)
        if not whole and self.dice.random() < 0.1:
            return
        archive.fold("1", histories)
        archive.write_changes(compare_documents)
        archive.write_reuse("1", sketch)

    def _take_in_half(self, archive: Archive, folder: Path) -> None:
        """What is there of a log while it is copied here, folded, before the rest comes."""
        log, summary = folder / "captures.jsonl", folder / "summary.json"
        lines = log.read_bytes().splitlines(keepends=True)
        told = summary.read_bytes() if summary.exists() else b""
        log.write_bytes(b"".join(lines[: len(lines) // 2]))
        summary.unlink(missing_ok=True)
        self._take_in(archive, [])
        archive.ingest(folder)
        archive.fold("1", histories)
        log.write_bytes(b"".join(lines))
        if told:
            summary.write_bytes(told)

    def _read(self, archive: Archive, captures) -> tuple[list[tuple[str, Extraction]], dict]:
        """The readings of these captures, some with the file beside the text as it was then."""
        found, files = [], {}
        for capture in captures:
            payload = read_payload(self.data_dir, capture)
            if payload.startswith(b"%PDF"):
                continue
            extraction = read(payload)
            seen = self._annex_of(archive, capture.crawl_id)
            if seen and self.dice.random() < 0.4:
                extraction = replace(extraction, attachments=(Attachment(ANNEX, "附件1"),))
                files[capture.capture_id] = {ANNEX: seen}
            found.append((capture.capture_id, extraction))
        return found, files

    def _annex_of(self, archive: Archive, crawl_id: str) -> FileSeen | None:
        query = "SELECT capture_id, payload_digest FROM capture WHERE crawl_id = ? AND url = ?"
        row = archive._connection.execute(query, [crawl_id, ANNEX]).fetchone()
        if row is None:
            return None
        reading = FileReading("1", "pdf", f"受理{row[1][-4:]}件。")
        archive.save_files([(row[0], reading)])
        return FileSeen(row[0], reading)

    def _read_anew(self, archive: Archive) -> None:
        """Something is read of a page that was not read there before, or no longer."""
        query = "SELECT capture_id FROM extraction ORDER BY hash(capture_id || ?) LIMIT 1"
        row = archive._connection.execute(query, [str(self.dice.random())]).fetchone()
        if row:
            archive.save_extractions(
                [(row[0], read(self.dice.choice([it for it in ANSWERS if isinstance(it, bytes)])))]
            )


@pytest.mark.parametrize(
    "seed", [*SEEDS, *(pytest.param(seed, marks=pytest.mark.nightly) for seed in MANY_SEEDS)]
)
def test_night_by_night_is_as_all_at_once(data_dir: DataDir, seed: int) -> None:
    dice = Random(seed)
    Story(data_dir, dice).tell(dice.randint(6, 12))
    step_by_step = rows(data_dir)
    fold_everything(data_dir)
    at_once = rows(data_dir)
    assert step_by_step["report"]
    for table, told in step_by_step.items():
        assert told == at_once[table], table
