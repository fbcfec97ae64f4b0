"""How a harvest ended, as a table that a person reads: in the terminal and as a Prefect artifact."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import cast

from storage.archive import Archive
from storage.paths import DataDir
from storage.planning.harvest_results import SiteHarvest

HEALTH = {True: "ok", False: "NOT HEALTHY", None: "–"}


SHOWN = 40
"""Rows of the table that a person reads: in a night over all of China the totals tell more."""


@dataclass(frozen=True, slots=True)
class HarvestResult:
    """One harvest. published is empty and failure one line where the archive was not published."""

    crawl_ids: tuple[str, ...]
    sites: tuple[SiteHarvest, ...]
    published: dict[str, int]
    failure: str = ""

    @property
    def degraded(self) -> tuple[SiteHarvest, ...]:
        """The sites whose listing was not healthy: absences there prove nothing."""
        return tuple(site for site in self.sites if site.healthy is False)

    def ended(self, published: dict[str, int], failure: Exception | None) -> "HarvestResult":
        return replace(self, published=published, failure=str(failure or ""))

    def rows(self) -> tuple[list[str], list[list[str | int]]]:
        """Column names and one row a site; of many sites those with news, then those that are not healthy."""
        names = [field.name for field in fields(SiteHarvest)]
        shown = list(self.sites)
        if len(shown) > SHOWN:
            news = [site for site in shown if site.new or site.changed or site.moved or site.removed]
            shown = [*news, *(site for site in self.degraded if site not in news)][:SHOWN]
        return names, [[_shown(name, getattr(site, name)) for name in names] for site in shown]

    def headline(self) -> str:
        """One line: how it ended and how much there is."""
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
        """The table as Markdown, for the artifact of the run."""
        names, rows = self.rows()
        crawls = ", ".join(f"`{crawl_id}`" for crawl_id in self.crawl_ids)
        lines = [f"**{self.headline()}**", "", f"{len(self.sites)} sites, crawled in {crawls}", ""]
        if len(rows) < len(self.sites):
            lines += [f"The {len(rows)} sites with news or trouble first in line:", ""]
        lines += ["| " + " | ".join(names) + " |", "|" + "---|" * len(names)]
        lines += ["| " + " | ".join(str(cell).replace("|", "/") for cell in row) + " |" for row in rows]
        return "\n".join(lines)


def describe(data: DataDir, crawl_ids: Sequence[str]) -> HarvestResult:
    """What the archive holds of the crawls of one harvest."""
    with Archive.open(data) as archive:
        return HarvestResult(tuple(crawl_ids), tuple(archive.site_harvests(crawl_ids)), {})


def _shown(name: str, value: str | int | None) -> str | int:
    return HEALTH[cast("bool | None", value)] if name == "healthy" else cast("str | int", value)
