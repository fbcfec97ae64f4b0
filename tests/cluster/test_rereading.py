"""Captures read again by other processes become the rows that one machine writes; done once, whoever is
killed."""

import shutil
from pathlib import Path

import pytest

from benchmarks.crawls import Plan, make_crawls
from benchmarks.prefect_server import python, running
from extraction.reading import EXTRACTOR_VERSION
from flows.cluster.errors import ClusterRefused
from flows.cluster.reading.executors import chosen, dask, local
from flows.cluster.reading.rereading import read_file_again, readings_place, reread, result_of
from flows.pipeline import stages
from rehearsal.cluster.whole import deploy_cluster, worker_running
from storage.archive import Archive
from storage.evidence.object_store import ObjectStore
from storage.paths import DataDir

ROWS = "SELECT * FROM extraction ORDER BY capture_id, extractor_version"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> DataDir:
    data = DataDir(tmp_path_factory.mktemp("made"))
    make_crawls(data, Plan(sites=2, years=2, nights=2))
    stages.ingest(data)
    return data


@pytest.fixture
def data(made: DataDir, tmp_path: Path) -> DataDir:
    shutil.copytree(made.root, tmp_path / "data")
    return DataDir(tmp_path / "data")


@pytest.fixture(scope="module")
def expected(made: DataDir, tmp_path_factory: pytest.TempPathFactory) -> list[tuple]:
    root = tmp_path_factory.mktemp("one") / "data"
    shutil.copytree(made.root, root)
    stages.read(DataDir(root))
    return rows(DataDir(root))


def rows(data: DataDir) -> list[tuple]:
    with Archive.open(data) as archive:
        return archive._connection.execute(ROWS).fetchall()


def here(do, names, done: list[str] | None = None):
    """An executor of this process that notes what it did."""
    for name in names:
        if done is not None:
            done.append(name)
        yield do(name)


def test_what_other_processes_read_is_what_one_machine_reads(data, expected):
    reread(data, local)
    assert rows(data) == expected != []


def test_a_piece_whose_result_is_there_is_not_done_again(data, expected):
    def killed(do, names):
        yield do(names[0])
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        reread(data, killed)
    done: list[str] = []
    reread(data, lambda do, names: here(do, names, done))
    assert len(done) == 1
    assert rows(data) == expected


def test_pieces_that_were_left_out_are_one_line_and_the_next_run_reads_them(data, expected):
    with pytest.raises(ClusterRefused, match="1 of 2 WARC files were not read: see the logs of their runs"):
        reread(data, lambda do, names: here(do, names[:1]))
    assert rows(data) == []
    reread(data, here)
    assert rows(data) == expected


def test_evidence_is_read_from_the_store_where_the_folder_has_none(data, expected, tmp_path, monkeypatch):
    store = ObjectStore(str(tmp_path / "store"))
    for path in data.warc.rglob("*.warc.gz"):
        store.put(path.relative_to(data.root).as_posix(), path.read_bytes())
    shutil.rmtree(data.warc)
    monkeypatch.setenv("FAZHI_STORE", store.place)
    reread(data, here)
    assert rows(data) == expected


def test_a_machine_with_another_extractor_does_not_read(data):
    with pytest.raises(RuntimeError, match="this machine has extractor"):
        read_file_again(str(data.root), "0", readings_place(data), f"readings/{EXTRACTOR_VERSION}/x.jsonl")


def test_dask_reads_the_same(data, expected, monkeypatch):
    distributed = pytest.importorskip(
        "distributed", reason="needs the extra [cluster], which is not installed here"
    )
    with distributed.LocalCluster(
        n_workers=1,
        threads_per_worker=1,
        processes=False,
        dashboard_address=None,
        host="127.0.0.1",
        protocol="tcp",
    ) as cluster:
        monkeypatch.setenv("FAZHI_DASK", cluster.scheduler_address)
        reread(data, dask)
    assert rows(data) == expected


@pytest.mark.nightly
@pytest.mark.prefect
@pytest.mark.timeout(900)
def test_flow_runs_of_prefect_read_the_same(data, expected, tmp_path):
    with running(tmp_path) as env:
        env |= {"DATA_DIR": str(data.root)}
        deploy_cluster(env)
        with worker_running(tmp_path / "worker.log", "crawl", env):
            told = python(env, "flows.cli", "cluster", "reread", "--executor", "prefect")
    assert told.splitlines()[-1] == f"read {len(expected)} captures and files"
    assert rows(data) == expected


def test_an_executor_that_is_not_there_is_one_line(monkeypatch):
    with pytest.raises(
        ClusterRefused, match="FAZHI_EXECUTOR is 'ray': it must be one of local, prefect, dask"
    ):
        chosen("ray")
    assert chosen() is local
    monkeypatch.setenv("FAZHI_EXECUTOR", "dask")
    assert chosen() is dask
    assert result_of("readings/13/warc/a.warc.gz.jsonl") == "readings/13/warc/a.warc.gz.parquet"
