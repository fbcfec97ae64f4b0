"""A release described for catalogues: each document holds before the format's own package.

The packages are large, so they are in an environment of their own: `make validators`.
"""

import json
import subprocess
from datetime import date, datetime
from pathlib import Path

import pytest

from storage.archive import Archive
from storage.errors import ReleaseRefused
from storage.paths import DataDir
from storage.publishing.descriptors.bagit import write_bag
from storage.publishing.descriptors.frictionless import field_type
from storage.publishing.descriptors.zenodo import deposition
from storage.publishing.release import described, make_release, verify_release
from tests.conftest import PATIENCE, ROOT
from tests.storage.nights import PAGE, nights, report

PYTHON = ROOT / ".cache" / "validators" / "bin" / "python"
NOW = datetime.fromisoformat("2026-11-21T09:30")


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory, empty_archive: Path) -> Path:
    data_dir = DataDir(tmp_path_factory.mktemp("described"))
    data_dir.work.mkdir(parents=True)
    data_dir.work_archive.write_bytes(empty_archive.read_bytes())
    nights(data_dir, {PAGE: report("一、主要做法")})
    with Archive.open(data_dir) as archive:
        archive.publish()
    return make_release(data_dir, "2026.11", NOW).folder


# Threads of a validator's own may still run when its work is done, and can abort an interpreter that shuts
# down.
LEAVE = "\nimport os, sys\nsys.stdout.flush()\nsys.stderr.flush()\nos._exit(0)\n"


def valid(code: str, folder: Path) -> None:
    """Runs code of the validators' environment in the folder; it must end well."""
    if not PYTHON.exists():
        pytest.skip("the formats' own packages are not in .cache/validators: make validators")
    done = subprocess.run(
        [PYTHON, "-c", code + LEAVE],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_datapackage_is_a_frictionless_data_package(release: Path) -> None:
    package = json.loads((release / "datapackage.json").read_text("utf-8"))
    paths = {resource["path"] for resource in package["resources"]}
    assert {"archive.duckdb", "parquet/reports.parquet", "manifest.json"} <= paths
    reports = next(one for one in package["resources"] if one["path"] == "parquet/reports.parquet")
    assert {"name": "report_year", "type": "integer"}.items() <= next(
        field.items() for field in reports["schema"]["fields"] if field["name"] == "report_year"
    )
    valid("import frictionless; frictionless.Package('datapackage.json')", release)
    valid(
        "from frictionless import Package; import json;"
        "errors = list(Package.metadata_validate(json.load(open('datapackage.json')))); assert not errors, errors",
        release,
    )


def test_croissant_is_read_by_its_package_and_gives_the_rows(release: Path) -> None:
    valid(
        "import mlcroissant as mlc; data = mlc.Dataset('croissant.json');"
        "assert not data.metadata.ctx.issues.errors, data.metadata.ctx.issues.report();"
        "rows = list(data.records('reports')); assert len(rows) == 1, rows;"
        "assert rows[0]['reports/report_id'] == b'330282-2024', rows",
        release,
    )


def test_dcat_names_every_file_with_its_checksum(release: Path) -> None:
    valid(
        "from rdflib import Graph, Namespace, RDF; import json; d = Namespace('http://www.w3.org/ns/dcat#');"
        "g = Graph().parse('dcat.jsonld'); (one,) = g.subjects(RDF.type, d.Dataset);"
        "said = {str(url).rpartition('/')[2] for url in g.objects(None, d.downloadURL)};"
        "assert {'archive.duckdb', 'reports.parquet'} <= said, said;"
        "assert len(list(g.objects(one, d.distribution))) == len(json.load(open('dcat.jsonld'))['dcat:distribution'])",
        release,
    )


def test_ro_crate_is_read_by_its_package(release: Path) -> None:
    valid(
        "from rocrate.rocrate import ROCrate; crate = ROCrate('.');"
        "assert crate.root_dataset['version'] == '2026.11';"
        "assert crate.dereference('archive.duckdb') is not None",
        release,
    )


def test_a_bag_is_valid_and_costs_no_space(release: Path, tmp_path: Path) -> None:
    bag = write_bag(release, tmp_path / "bag", date(2026, 11, 21))
    assert verify_release(bag / "data") == []
    assert (bag / "data" / "archive.duckdb").stat().st_nlink >= 2
    valid("import bagit; bagit.Bag('.').validate()", bag)
    with pytest.raises(ReleaseRefused, match="exists"):
        write_bag(release, bag, date(2026, 11, 21))


def test_a_bag_that_was_altered_is_not_valid(release: Path, tmp_path: Path) -> None:
    bag = write_bag(release, tmp_path / "bag", date(2026, 11, 21))
    book = bag / "data" / "CODEBOOK.md"
    book.unlink()
    book.write_text("other", encoding="utf-8")
    valid(
        "import bagit\ntry: bagit.Bag('.').validate()\nexcept bagit.BagValidationError: pass\nelse: raise SystemExit(1)",
        bag,
    )


def test_the_metadata_of_a_deposition(release: Path) -> None:
    said = deposition(described(release))
    assert said["version"] == "2026.11"
    assert said["publication_date"] == "2026-11-21"
    assert said["upload_type"] == "dataset"
    assert "1 annual reports" in said["description"]


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("VARCHAR", "string"),
        ("BIGINT", "integer"),
        ("UTINYINT", "integer"),
        ("TIMESTAMP", "datetime"),
        ("VARCHAR[]", "array"),
        ("DECIMAL(18,3)", "any"),
        ("STRUCT(a INTEGER)", "object"),
    ],
)
def test_types_of_columns(kind: str, expected: str) -> None:
    assert field_type(kind) == expected
