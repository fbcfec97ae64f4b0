"""The result of a harvest, as a table for people: in the terminal and as a Prefect artifact."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from html import escape
from typing import cast

from records.text.printable import printable
from storage.archive import Archive
from storage.paths import DataDir
from storage.planning.harvest_results import SiteHarvest

ARTIFACT = (
    ("机关", "government", "government"),
    ("网站", "site", "site_id"),
    ("健康", "healthy", "healthy"),
    ("原因", "why", "why"),
    ("报告", "reports", "reports"),
    ("新增", "new", "new"),
    ("修改", "changed", "changed"),
    ("移址", "moved", "moved"),
    ("撤下", "removed", "removed"),
)
"""Columns of the artifact: Chinese and English head, field of SiteHarvest."""
_MARKS = re.compile(r"([\\`*~\[\]|!]|(?<![0-9A-Za-z])_|_(?![0-9A-Za-z]))")
"""Characters that begin or end something in Markdown; elements are escaped as HTML."""
HEALTH = {True: "ok", False: "NOT HEALTHY", None: "–"}


SHOWN = 40
"""Rows of the table for people: for a night over all of China the totals say more."""


@dataclass(frozen=True, slots=True)
class HarvestResult:
    """One harvest. If the archive was not published, published is empty and failure is one line."""

    crawl_ids: tuple[str, ...]
    sites: tuple[SiteHarvest, ...]
    published: dict[str, int]
    failure: str = ""

    @property
    def degraded(self) -> tuple[SiteHarvest, ...]:
        """The sites whose listing was not healthy: absence from it proves nothing."""
        return tuple(site for site in self.sites if site.healthy is False)

    def ended(self, published: dict[str, int], failure: Exception | None) -> "HarvestResult":
        return replace(self, published=published, failure=str(failure or ""))

    def rows(self) -> tuple[list[str], list[list[str | int]]]:
        """Column names and one row per site; of many sites those with news, then the unhealthy ones."""
        names = [field.name for field in fields(SiteHarvest)]
        shown = list(self.sites)
        if len(shown) > SHOWN:
            news = [site for site in shown if site.new or site.changed or site.moved or site.removed]
            shown = [*news, *(site for site in self.degraded if site not in news)][:SHOWN]
        return names, [[_shown(name, getattr(site, name)) for name in names] for site in shown]

    def headline(self) -> str:
        """One line: the result and the size of the archive."""
        if self.failure:
            return f"FAILED: {self.failure}"
        reports = self.published.get("report", 0)
        done = f"published: {reports} reports, {self.published.get('report_version', 0)} versions"
        counts = Counter(site.verdict for site in self.degraded).most_common()
        broken = ", ".join(f"{count} {verdict}" for verdict, count in counts)
        return (
            f"{done}; DEGRADED, {len(self.degraded)} of {len(self.sites)} sites: {broken}" if counts else done
        )

    def markdown(self) -> str:
        """The artifact of the run: first what needs a person, reasons before counts, in Chinese and
        English."""
        shown = [
            *self.degraded,
            *(site for site in self.sites if site.healthy is not False and _has_news(site)),
        ]
        crawls = ", ".join(f"`{crawl_id}`" for crawl_id in self.crawl_ids)
        lines = [
            f"**{markdown_text(self.headline())}**",
            "",
            f"{len(self.sites)} 个网站 / sites; {crawls}",
            "",
            f"需要处理的在前，共显示 {min(len(shown), SHOWN)} 行 / those that need a person first,"
            f" {min(len(shown), SHOWN)} of {len(shown)} with news or trouble:",
            "",
            "| " + " | ".join(f"{zh} {en}" for zh, en, _ in ARTIFACT) + " |",
            "|" + "---|" * len(ARTIFACT),
        ]
        lines += [
            "| "
            + " | ".join(markdown_text(str(_shown(name, getattr(site, name)))) for *_, name in ARTIFACT)
            + " |"
            for site in shown[:SHOWN]
        ]
        return "\n".join(lines)


def markdown_text(text: str) -> str:
    """Text as one line of Markdown without effect: no element, link, picture or further cell."""
    line = " ".join(printable(text).split())
    return _MARKS.sub(r"\\\1", escape(line, quote=False))


def _has_news(site: SiteHarvest) -> bool:
    return bool(site.new or site.changed or site.moved or site.removed)


def describe(data: DataDir, crawl_ids: Sequence[str]) -> HarvestResult:
    """The archive's results for the crawls of one harvest."""
    with Archive.open(data) as archive:
        return HarvestResult(tuple(crawl_ids), tuple(archive.site_harvests(crawl_ids)), {})


def _shown(name: str, value: str | int | None) -> str | int:
    return HEALTH[cast("bool | None", value)] if name == "healthy" else cast("str | int", value)
