"""How a harvest ended, as a table that a person reads: in the terminal and as a Prefect artifact."""

from dataclasses import dataclass, fields, replace
from typing import cast

from storage.archive import Archive
from storage.harvested import SiteHarvest
from storage.paths import DataDir

HEALTH = {True: "ok", False: "NOT HEALTHY", None: "–"}


@dataclass(frozen=True, slots=True)
class HarvestResult:
    """One harvest. published is empty and failure one line where the archive was not published."""

    crawl_id: str
    sites: tuple[SiteHarvest, ...]
    published: dict[str, int]
    failure: str = ""

    @property
    def degraded(self) -> tuple[SiteHarvest, ...]:
        """The sites whose listing was not healthy: nothing can be said of what is missing there."""
        return tuple(site for site in self.sites if site.healthy is False)

    def ended(self, published: dict[str, int], failure: Exception | None) -> "HarvestResult":
        return replace(self, published=published, failure=str(failure or ""))

    def rows(self) -> tuple[list[str], list[list[str | int]]]:
        """Column names and one row a site."""
        names = [field.name for field in fields(SiteHarvest)]
        rows = [[_shown(name, getattr(site, name)) for name in names] for site in self.sites]
        return names, rows

    def headline(self) -> str:
        """One line: how it ended and how much there is."""
        if self.failure:
            return f"FAILED: {self.failure}"
        reports = self.published.get("report", 0)
        done = f"published: {reports} reports, {self.published.get('report_version', 0)} versions"
        names = ", ".join(site.site_id for site in self.degraded)
        return f"{done}; DEGRADED, not healthy: {names}" if names else done

    def markdown(self) -> str:
        """The table as Markdown, for the artifact of the run."""
        names, rows = self.rows()
        lines = [f"**{self.headline()}**", "", f"crawl `{self.crawl_id}`", ""]
        lines += ["| " + " | ".join(names) + " |", "|" + "---|" * len(names)]
        lines += ["| " + " | ".join(str(cell).replace("|", "/") for cell in row) + " |" for row in rows]
        return "\n".join(lines)


def describe(data: DataDir, crawl_id: str) -> HarvestResult:
    """What the archive holds of one crawl."""
    with Archive.open(data) as archive:
        return HarvestResult(crawl_id, tuple(archive.site_harvests(crawl_id)), {})


def _shown(name: str, value: str | int | None) -> str | int:
    return HEALTH[cast("bool | None", value)] if name == "healthy" else cast("str | int", value)
