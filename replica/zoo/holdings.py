"""What one host of the zoo holds: its reports, a few near-misses, its everyday notices."""

from random import Random

from replica.holdings import Document, notice_page
from replica.notices import NEAR_MISSES, near_miss, notices
from replica.site import Site
from replica.zoo.edits import EditedSite

# Numbers of near-misses begin this far above those of everything else.
NEAR_MISSES_FROM = 2_000_000


def documents(edited: EditedSite) -> tuple[Document, ...]:
    """Everything on one host, texts unwritten."""
    site = edited.site
    return (*edited.documents(), *_near_misses(site), *map(notice_page, notices(site)))


def _near_misses(site: Site) -> list[Document]:
    """Three to eight, most of them among the reports."""
    rng = Random(f"{site.adcode} near misses")
    years = sorted({filing.year for filing in site.filings if not filing.issuer})
    wanted = rng.sample([(row[0], year) for row in NEAR_MISSES for year in years], rng.randint(3, 8))
    elsewhere = [column.path for column in site.columns if column.notices > 5] or [site.near_misses]
    return [
        notice_page(
            near_miss(
                site,
                kind,
                year,
                site.near_misses if rng.random() < 0.6 else rng.choice(elsewhere),
                site.first_number + NEAR_MISSES_FROM + i,
            )
        )
        for i, (kind, year) in enumerate(wanted)
    ]
