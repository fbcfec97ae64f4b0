"""Nights over made-up sites, as a crawl leaves them behind: WARC files, logs and a summary."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from extraction.facts.listed_titles import read_listed_title
from extraction.works.change import compare_documents
from extraction.works.lineage import histories
from extraction.works.reuse import sketch
from records import (
    Attachment,
    Capture,
    ColumnSeen,
    CrawlSummary,
    Evidence,
    Extraction,
    FailedFetch,
    Issue,
    Section,
    Site,
    SiteOutcome,
    UnreadItem,
)
from records.jsonlines import to_json
from storage.archive import Archive
from storage.evidence.warc import read_payload
from storage.evidence.warc_writer import Exchange, KnownCapture, WarcWriter
from storage.paths import DataDir

FIRST_NIGHT = datetime.fromisoformat("2026-03-01T17:30")
CIXI = Site(
    "330282-cixi", "330282", "http://www.cixi.gov.cn/", ("http://www.cixi.gov.cn/",), ("www.cixi.gov.cn",)
)
FEIXIANG = Site(
    "130407-fxq", "130407", "https://www.fxq.gov.cn/", ("https://www.fxq.gov.cn/",), ("www.fxq.gov.cn",)
)
# A column of reports, read to its end: what makes a walk proof of an absence.
ENDED = ColumnSeen(
    "http://www.cixi.gov.cn/fzjs/", "", 80, (), "static", 3, 60, 0, ended_by="3 of 3 pages seen",
    report_years=tuple(range(2014, 2027)),
)  # fmt: skip
PAGE = "http://www.cixi.gov.cn/art/2025/report.html"
VERSION = "1"


def report(
    body: str, *, year: int | None = 2024, adcode: str = "330282", visits: int = 0, **fields: Any
) -> bytes:
    """A page with a report: its fields as one line of JSON, and furniture that read() drops."""
    title = fields.pop("title", f"{year}年法治政府建设情况报告")
    page = {"title": title, "year": year, "adcode": adcode, "body": body, "is_report": True} | fields
    return f"{json.dumps(page, ensure_ascii=False)}\n<!-- 阅读次数 {visits} -->".encode()


def read(payload: bytes, version: str = VERSION) -> Extraction:
    """What the pages of these nights say."""
    page = json.loads(payload.splitlines()[0])
    published = page.get("published_on", "2025-02-28")
    return Extraction(
        extractor_version=version,
        family="generic",
        encoding="utf-8",
        title=page["title"],
        is_report=page["is_report"],
        kind=page.get("kind", "report" if page["is_report"] else "other"),
        report_year=page["year"],
        issuer=page.get("issuer", "市人民政府"),
        issuer_level=page.get("level", "county"),
        adcode=page["adcode"],
        published_on=date.fromisoformat(published) if published else None,
        signed_on=None,
        doc_number="〔2025〕9号",
        index_number=None,
        source="市司法局",
        body_text=page["body"] + (version if version != VERSION else ""),
        sections=tuple(Section(1, "一、", "标题", 0, 1, (part,)) for part in page.get("parts", ())),
        attachments=tuple(Attachment(url, "报告.pdf", holds_text=True) for url in page.get("files", ())),
        issues=tuple(Issue(code, "look") for code in page.get("issues", ())),
        evidence={
            "report_year": Evidence(page["title"], 0.9),
            "published_on": Evidence("label 发布日期", 0.9),
        },
    )


def series_page(site: Site, year: int) -> str:
    return f"{site.homepage}series/{year}.html"


class Night:
    """One crawl being written. Pages are captured a minute apart, in the order of the calls."""

    def __init__(self, data_dir: DataDir, number: float, known: Iterable[KnownCapture] = ()) -> None:
        self.data_dir = data_dir
        self.crawl_id = f"night-{number}"
        self.folder = data_dir.crawl(self.crawl_id)
        self.folder.mkdir(parents=True)
        self.started_at = FIRST_NIGHT + timedelta(days=number)
        self.now = self.started_at
        self.captures: list[Capture] = []
        self.warc = WarcWriter(data_dir.warc_of(self.crawl_id), self.crawl_id, {"software": "tests"}, known)

    def page(self, url: str, payload: bytes = b"gone", status: int = 200, **changes: Any) -> Capture:
        """Captures one page, and logs it as the crawler does: after its WARC record."""
        self.now += timedelta(minutes=1)
        written = self.warc.write(
            Exchange(
                url=url,
                method="GET",
                request_headers=(),
                request_body=b"",
                status=status,
                status_text="",
                response_headers=((b"Content-Type", b"text/html"),),
                payload=payload,
                received_at=self.now,
            )
        )
        capture = Capture(
            capture_id=written.record_id,
            crawl_id=self.crawl_id,
            site_id=CIXI.site_id,
            url=url,
            page_url=url,
            method="GET",
            role="detail",
            captured_at=self.now,
            status=status,
            media_type="text/html",
            charset="utf-8",
            payload_digest=written.payload_digest,
            payload_bytes=len(payload),
            warc_file=str(written.file.relative_to(self.data_dir.root)),
            warc_offset=written.offset,
            warc_length=written.length,
            revisit_of=written.revisit_of,
        )
        capture = replace(capture, **changes)
        self.captures.append(capture)
        self._log("captures.jsonl", capture)
        return capture

    def series(self, site: Site = CIXI, years: Iterable[int] = (2015, 2024)) -> None:
        """Captures a report of the site's government on each of these years: between them, and in the year
        after the last, an absence can be proved."""
        for year in years:
            text = report(f"{site.adcode} {year}", year=year, adcode=site.adcode)
            self.page(series_page(site, year), text, site_id=site.site_id)

    def failed(
        self, url: str, kind: str = "timeout", capture_id: str = "", site_id: str = CIXI.site_id
    ) -> None:
        self._log(
            "failures.jsonl",
            FailedFetch(self.crawl_id, site_id, url, "detail", self.now, kind, "no answer", capture_id),
        )

    def _opening(self, column: ColumnSeen, site: Site) -> ColumnSeen:
        """The column; unless it names its items they are the site's pages of series on its years, and its
        others of this night."""
        urls = {series_page(site, year) for year in column.report_years}
        others = {one.page_url for one in self.captures if urls and one.site_id == site.site_id}
        others = {url for url in others if not url.startswith(f"{site.homepage}series/")}
        return replace(column, report_urls=column.report_urls or tuple(sorted(urls | others)))

    def _log(self, name: str, record: Capture | FailedFetch) -> None:
        with (self.folder / name).open("a", encoding="utf-8") as log:
            log.write(json.dumps(to_json(record), ensure_ascii=False) + "\n")

    def die(self) -> Path:
        """Ends the crawl without a summary and returns its folder."""
        self.warc.close()
        return self.folder

    def end(
        self,
        problems: Iterable[str] = (),
        sites: Iterable[Site] = (CIXI,),
        verdicts: Mapping[str, str] | None = None,
        unread: Iterable[UnreadItem] = (),
        columns: tuple[ColumnSeen, ...] | Mapping[str, tuple[ColumnSeen, ...]] | None = None,
    ) -> Path:
        """Writes the summary, with these problems on the first site and these unopened items, and these
        verdicts (by site_id) on those that are not healthy, and returns the crawl's folder. Each healthy site
        has these columns (or its own, by site_id), or one that was read to its end."""
        outcomes = []
        for at, site in enumerate(sites):
            own, verdict = tuple(problems) if at == 0 else (), (verdicts or {}).get(site.site_id, "ok")
            own = own or ((f"homepage: {verdict}",) if verdict != "ok" else ())
            told = SiteOutcome(site.site_id, not own, 3, 60, len(self.captures), 0, 0, False, own)
            items = tuple(unread) if at == 0 else ()
            seen = columns.get(site.site_id, (ENDED,)) if isinstance(columns, Mapping) else columns
            seen = tuple(self._opening(one, site) for one in ((ENDED,) if seen is None else seen))
            outcomes.append(replace(told, verdict=verdict, unread_items=items, columns=() if own else seen))
        summary = CrawlSummary(
            self.crawl_id, self.started_at, self.now, "finished", len(self.captures), 0, tuple(outcomes)
        )
        (self.folder / "summary.json").write_text(json.dumps(to_json(summary)), encoding="utf-8")
        return self.die()


def take_in(archive: Archive, data_dir: DataDir, *crawls: Path, version: str = VERSION) -> None:
    """Ingest, extraction and fold, as a harvest does them."""
    for crawl in crawls:
        archive.ingest(crawl)
    waiting = archive.pending(version)
    archive.save_extractions((one.capture_id, read(read_payload(data_dir, one), version)) for one in waiting)
    archive.write_titles(version, read_listed_title)
    archive.fold(version, histories)
    archive.write_changes(compare_documents)
    archive.write_reuse(version, sketch)


def nights(data_dir: DataDir, *pages: dict[str, bytes | int], problems: Iterable[str] = ()) -> None:
    """Harvests one night for each dict of address → payload (or error status), and publishes nothing."""
    with Archive.open(data_dir) as archive:
        archive.save_sites([CIXI])
        done = len(list(data_dir.crawls.iterdir())) if data_dir.crawls.exists() else 0
        for number, looked_at in enumerate(pages, start=done + 1):
            night = Night(data_dir, number, archive.known([CIXI.site_id]))
            for url, answer in looked_at.items():
                if isinstance(answer, int):
                    night.page(url, status=answer)
                else:
                    night.page(url, answer)
            take_in(archive, data_dir, night.end(problems))
