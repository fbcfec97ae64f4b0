"""Never green with too little: what holds publishing back until a person has looked."""

from collections.abc import Collection
from pathlib import Path

import pytest

from records import Site
from storage.archive import Archive
from storage.database.connection import connect
from storage.history.removal_rule import RemovalRule
from storage.paths import DataDir
from storage.publishing.query import open_published
from tests.storage.conftest import copied
from tests.storage.nights import Night, report, take_in

SITES = [
    Site(
        f"{330200 + at}-town",
        str(330200 + at),
        f"http://{at}.gov.cn/",
        (f"http://{at}.gov.cn/",),
        (f"{at}.gov.cn",),
    )
    for at in range(10)
]
REPORTS = 6


def night(
    data_dir: DataDir,
    number: int,
    broken: Collection[int] = (),
    gone: Collection[tuple[int, int]] = (),
    each: int = REPORTS,
) -> None:
    """All sites with their reports; some sites cannot be read, some reports are gone."""
    made = Night(data_dir, number)
    for at, site in enumerate(SITES):
        for year in range(each) if at not in broken else ():
            page = report(f"甲{at}{year}", adcode=site.adcode, year=2010 + year)
            found = (at, year) not in gone
            made.page(f"{site.homepage}{year}.html", page, 200 if found else 404, site_id=site.site_id)
    folder = made.end(sites=SITES)
    summary = (folder / "summary.json").read_text()
    for at in broken:
        healthy = f'"{SITES[at].site_id}", "listing_healthy": '
        summary = summary.replace(f"{healthy}true", f"{healthy}false")
    (folder / "summary.json").write_text(summary)
    with Archive.open(data_dir) as archive:
        archive.save_sites(SITES)
        take_in(archive, data_dir, folder)


def refused(data_dir: DataDir) -> list[str]:
    with Archive.open(data_dir) as archive:
        assert archive.check() == []
        return archive.shrinking()


@pytest.fixture(scope="module")
def made(once: DataDir) -> DataDir:
    night(once, 1)
    with Archive.open(once) as archive:
        assert archive.shrinking() == []
        archive.publish()
    return once


@pytest.fixture
def published(made: DataDir, tmp_path: Path) -> DataDir:
    return copied(made, tmp_path)


@pytest.fixture
def soon_removed(published: DataDir) -> None:
    """A page is gone as soon as one night says so."""
    with Archive.open(published) as archive:
        archive.save_removal_rule(RemovalRule(nights=1, days=0))


def test_a_first_night_may_be_as_broken_as_it_likes(data_dir: DataDir) -> None:
    night(data_dir, 1, broken=range(9))
    assert refused(data_dir) == []


def test_a_fifth_of_the_sites_may_break_in_a_night_and_no_more(published: DataDir) -> None:
    night(published, 2, broken=[0, 1])
    assert refused(published) == []
    night(published, 3, broken=[0, 1, 2])
    (line,) = refused(published)
    assert line.startswith("3 of 10 sites that were healthy are broken now, such as 330200-town")
    assert "--accept-shrink" in line
    # They stay broken: that does not make it better.
    night(published, 4, broken=[0, 1, 2])
    assert refused(published) == [line]
    night(published, 5)
    assert refused(published) == []


def test_the_reports_of_broken_sites_stay(published: DataDir) -> None:
    night(published, 2, broken=range(10))
    with connect(published.work_archive, read_only=True) as connection:
        assert connection.execute("SELECT status, count(*) FROM reports GROUP BY ALL").fetchall() == [
            ("live", 60)
        ]


@pytest.mark.usefixtures("soon_removed")
def test_two_reports_of_a_hundred_may_go_in_a_night_and_no_more(published: DataDir) -> None:
    night(published, 2, gone=[(0, 0)])
    assert refused(published) == []
    night(published, 3, gone=[(0, 0), (1, 0)])
    (line,) = refused(published)
    assert line.startswith("2 of 60 live reports are gone at once")


@pytest.mark.usefixtures("soon_removed")
def test_sites_that_lose_most_of_their_reports_count_as_broken(published: DataDir) -> None:
    night(published, 2, gone=[(at, year) for at in range(3) for year in range(2)])
    assert any(line.startswith("3 of 10 sites") for line in refused(published))


def test_what_a_person_accepts_is_published_and_written_down(published: DataDir) -> None:
    night(published, 2, broken=[0, 1, 2])
    with Archive.open(published) as archive:
        archive.publish(archive.shrinking())
        assert archive.shrinking() == []
    with open_published(published) as connection:
        told = connection.execute(
            "SELECT live_reports, healthy_sites, broken_sites, len(accepted) FROM publication ORDER BY published_at"
        ).fetchall()
    assert told == [(60, 10, 0, 0), (60, 7, 3, 1)]


def test_a_site_that_suddenly_has_far_more_is_worth_a_look(published: DataDir) -> None:
    night(published, 2, each=18)
    with Archive.open(published) as archive:
        assert archive.shrinking() == []
        assert len(archive.growing()) == len(SITES)
        assert (
            archive.growing()[0]
            == "site 330200-town now has 18 live reports instead of 6: check whether one page was read as many"
            " reports"
        )


def test_new_reports_make_up_for_none_that_went(published: DataDir) -> None:
    """In March reports pour in: by their number alone nobody would miss the old ones."""
    with connect(published.work_archive) as connection:
        connection.execute(
            "UPDATE report SET report_id = report_id || '-2' WHERE report_year = 2012 AND adcode <= '330203'"
        )
    with Archive.open(published) as archive:
        lines = archive.shrinking()
    assert len(lines) == 5
    assert lines[0].startswith("site 330200-town, 2012: 330200-2012 would disappear without a removal event")
    assert lines[4].startswith("4 of 60 live reports are gone at once, 330200-2012, 330201-2012, ")


def test_a_name_that_another_took_over_is_explained(published: DataDir) -> None:
    with connect(published.work_archive) as connection:
        connection.execute("UPDATE report SET report_id = '330200-2012-2' WHERE report_id = '330200-2012'")
        connection.execute(
            "INSERT INTO alias VALUES ('330200-2012', 'http://0.gov.cn/2.html', '330200-2012-2', 'x', '2026-03-01', 'Li')"
        )
    with Archive.open(published) as archive:
        assert archive.shrinking() == []


@pytest.mark.usefixtures("soon_removed")
def test_a_report_that_went_with_a_removal_is_explained(published: DataDir) -> None:
    night(published, 2, gone=[(0, 0)])
    assert refused(published) == []
