"""Crawls as they are found on the disk, by the hundred thousand captures: WARC files, logs, summaries.

No network and no crawler: pages are composed (benchmarks.prose) and written by the WARC writer. In the first
night every page is new; in each later one half of the reports answer with the same bytes, half with another
visitor count, and a few of those with another text. The same plan gives the same pages.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from random import Random

from benchmarks.dress import paragraphs
from benchmarks.prose import Subject, report
from crawlers.spec import CrawlSpec
from records import Capture, ColumnSeen, CrawlSummary, Government, Site, SiteOutcome, governments
from records.jsonlines import to_json
from storage.evidence.crawl_logs import read_text
from storage.evidence.warc_writer import Exchange, KnownCapture, WarcWriter
from storage.paths import DataDir

FIRST_NIGHT = datetime.fromisoformat("2026-03-01T17:30")
LAST_YEAR = 2025
EDITED = 0.05
"""The share of reports whose text is another one in a later night."""
FURNITURE = "".join(
    f'<li><a href="/col/col{at}/index.html">政务公开栏目之{at}</a></li>\n' for at in range(80)
)
PAGE = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title>
<meta name="ArticleTitle" content="{title}"><meta name="PubDate" content="{year}-02-20 09:00">
<meta name="ContentSource" content="{place}司法局"></head><body>
<div class="nav"><ul>{furniture}</ul></div>
<div class="main"><h1>{title}</h1><div class="info">发布日期：{year}-02-20 来源：{place}司法局 浏览次数：{visits}</div>
<div class="TRS_Editor">{body}</div></div>
<div class="foot">主办：{place}人民政府办公室 版权所有</div></body></html>"""


@dataclass(frozen=True, slots=True)
class Plan:
    """How much is made: two captures a site and night, and one for each year of reports; paragraphs of a
    report."""

    sites: int
    years: int = 10
    nights: int = 4
    paragraphs: int = 12

    @property
    def captures(self) -> int:
        return self.sites * self.nights * (self.years + 2)


def make_crawls(data: DataDir, plan: Plan, first_night: int = 1) -> None:
    """Writes the nights of the plan from first_night on; those before must be there."""
    places = list(islice(_places(), plan.sites))
    known = list(_known(data))
    for night in range(first_night, plan.nights + 1):
        fresh = _write_night(data, night, places, plan, known)
        known = known or fresh


def _places() -> Iterator[Government]:
    return (one for one in governments().values() if one.homepage and one.level == "county")


def _site(place: Government) -> Site:
    host = place.homepage.split("/")[2]
    return Site(f"{place.adcode}-site", place.adcode, place.homepage, (place.homepage,), (host,))


def _write_night(
    data: DataDir, night: int, places: list[Government], plan: Plan, known: list[KnownCapture]
) -> list[KnownCapture]:
    """One crawl over all places; the captures that hold their bytes themselves."""
    began = FIRST_NIGHT + timedelta(days=night)
    crawl_id = f"{began:%Y%m%dT%H%M%SZ}-{night:04x}"
    folder = data.crawl(crawl_id)
    folder.mkdir(parents=True)
    sites = tuple(_site(place) for place in places)
    spec = CrawlSpec(crawl_id=crawl_id, data_dir=str(data.root), sites=sites)
    (folder / "spec.json").write_text(spec.to_json(), encoding="utf-8")
    fresh, count, now = [], 0, began
    with (
        (folder / "captures.jsonl").open("w", encoding="utf-8") as log,
        WarcWriter(data.warc_of(crawl_id), crawl_id, {"software": "benchmark"}, known) as warc,
    ):
        for place, site in zip(places, sites, strict=True):
            for role, url, payload in _pages(place, site, night, plan):
                now += timedelta(milliseconds=200)
                capture = _capture(data, warc, crawl_id, site, role, url, payload, now)
                log.write(json.dumps(to_json(capture), ensure_ascii=False) + "\n")
                count += 1
                if not capture.revisit_of:
                    fresh.append(KnownCapture(url, capture.capture_id, capture.payload_digest, now))
    (folder / "failures.jsonl").touch()
    outcomes = tuple(
        SiteOutcome(
            site.site_id, True, 1, plan.years, plan.years, 0, 0, False, columns=(_column(site, plan.years),)
        )
        for site in sites
    )
    summary = CrawlSummary(crawl_id, began, now, "finished", count, 0, outcomes)
    (folder / "summary.json").write_text(json.dumps(to_json(summary)), encoding="utf-8")
    return fresh


def _column(site: Site, years: int) -> ColumnSeen:
    url = f"{site.homepage.rstrip('/')}/col/fzzf/index.html"
    return ColumnSeen(url, "法治政府建设", 60, ("政务公开",), "generic", 1, years, years, ended_by="no pager")


def _pages(place: Government, site: Site, night: int, plan: Plan) -> Iterator[tuple[str, str, bytes]]:
    """The pages of a site in one night: role, address, bytes."""
    base = site.homepage.rstrip("/")
    yield "home", f"{base}/", f"<html><body>{FURNITURE}<p>{night}</p></body></html>".encode()
    yield "list", f"{base}/col/fzzf/index.html", f"<html><body>{FURNITURE}</body></html>".encode()
    for year in range(LAST_YEAR, LAST_YEAR - plan.years, -1):
        dice = Random(f"{place.adcode} {year}")
        other_bytes, edited = dice.random() < 0.5, dice.random() < EDITED
        visits = night if other_bytes else 0
        body = report(dice, Subject(place.full_name, "我县", year), plan.paragraphs)
        text = paragraphs(body)
        if edited and other_bytes and night > 1:
            text += f"<p>本报告于第{night}次校核后更正。</p>"
        title = f"{place.full_name}人民政府{year}年法治政府建设情况报告"
        page = PAGE.format(
            title=title, year=year + 1, place=place.full_name, furniture=FURNITURE, visits=visits, body=text
        )
        yield "detail", f"{base}/art/{year}/fzzf.html", page.encode()


def _capture(
    data: DataDir,
    warc: WarcWriter,
    crawl_id: str,
    site: Site,
    role: str,
    url: str,
    payload: bytes,
    now: datetime,
) -> Capture:
    head = ((b"Content-Type", b"text/html; charset=utf-8"),)
    written = warc.write(Exchange(url, "GET", (), b"", 200, "OK", head, payload, now))
    return Capture(
        capture_id=written.record_id,
        crawl_id=crawl_id,
        site_id=site.site_id,
        url=url,
        page_url=url,
        method="GET",
        role=role,
        captured_at=now,
        status=200,
        media_type="text/html",
        charset="utf-8",
        payload_digest=written.payload_digest,
        payload_bytes=len(payload),
        warc_file=written.file.relative_to(data.root).as_posix(),
        warc_offset=written.offset,
        warc_length=written.length,
        revisit_of=written.revisit_of,
    )


def _known(data: DataDir) -> Iterator[KnownCapture]:
    """The captures of the first night that is there."""
    for crawl in sorted(data.crawls.glob("*"))[:1]:
        for line in read_text(crawl / "captures.jsonl").splitlines():
            told = json.loads(line)
            yield KnownCapture(
                told["url"],
                told["capture_id"],
                told["payload_digest"],
                datetime.fromisoformat(told["captured_at"]),
            )
