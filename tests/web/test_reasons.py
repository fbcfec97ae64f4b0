"""The page of a government and year that nobody can tell of says why."""

from pathlib import Path

from records.labels import label
from storage.archive import Archive
from tests.conftest import fresh
from tests.storage.nights import PAGE, nights, report
from tests.web.conftest import client_of


def test_an_unknown_year_has_its_reason_in_both_languages(tmp_path: Path, empty_archive: Path) -> None:
    data_dir = fresh(tmp_path, empty_archive)
    nights(data_dir, {PAGE: report("正文")}, problems=["list page x: 503"])
    with Archive.open(data_dir) as archive:
        archive.publish()
    with client_of(data_dir, tmp_path / "cache") as client:
        for path, reason in (("330282/2023", "lists_not_whole"), ("110000/2023", "not_crawled")):
            for language in ("zh", "en"):
                page = client.get(f"/ledger/{path}?lang={language}")
                assert page.status_code == 200 and label("unknown_because", reason, language) in page.text
