"""prefect.yaml on a real Prefect server with a real worker: deploy, trigger, and find the result in the
archive."""

import json
import pkgutil
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import yaml

import replica
from benchmarks.prefect_server import deploy, prefect, running, working
from storage.errors import ForeignArchive
from storage.paths import DataDir
from storage.publishing.query import open_published, rows
from tests.conftest import fazhi_process, refusing

ROOT = Path(__file__).parents[2]
CIXI = "330282"


def deployments() -> list[dict]:
    return yaml.safe_load((ROOT / "prefect.yaml").read_text(encoding="utf-8"))["deployments"]


@pytest.mark.parametrize("deployment", deployments(), ids=lambda deployment: deployment["name"])
def test_a_deployment_is_named_like_its_flow(deployment):
    name = deployment["name"]
    assert deployment["entrypoint"] == f"flows/{name}.py:{name}"
    assert (ROOT / "flows" / f"{name}.py").exists()


@pytest.mark.parametrize("deployment", deployments(), ids=lambda deployment: deployment["name"])
def test_a_deployment_gives_its_flow_what_it_takes(deployment):
    module, _, name = deployment["entrypoint"].partition(".py:")
    flow = pkgutil.resolve_name(f"{module.replace('/', '.')}:{name}")
    assert flow.name == deployment["name"]
    assert set(deployment.get("parameters", {})) <= set(flow.parameters.properties)


def test_the_night_begins_at_one_in_china_without_a_slot_to_lose():
    """As it is written; that a server understands it is tried on one (below)."""
    (nightly,) = (one for one in deployments() if one["name"] == "nightly")
    (schedule,) = nightly["schedules"]
    assert (schedule["cron"], schedule["timezone"], schedule["active"]) == (
        "0 1 * * *",
        "Asia/Shanghai",
        True,
    )
    # A slot outlives a run that was killed; the lock of the data folder does not.
    assert "concurrency_limit" not in nightly


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """A Prefect server of our own with its state in a temporary folder: the environment that reaches it."""
    home = tmp_path_factory.mktemp("prefect")
    with running(home) as env:
        yield env, home


@pytest.fixture(scope="module")
def deployed(server):
    """The server with everything of prefect.yaml deployed."""
    env, home = server
    deploy(env)
    return env, home


@pytest.mark.nightly
@pytest.mark.prefect
def test_the_ad_hoc_deployment_runs_on_a_worker_and_fills_the_archive(deployed):
    env, home = deployed
    with (
        replica.running(night=1) as pretend,
        working(home, env),
    ):
        run = ("deployment", "run", "crawl/crawl", "--watch", "--param", f"target={CIXI}")
        prefect(env, *run, "--param", f"via={pretend.address}")
    with open_published(DataDir(home / "data")) as archive:
        found = rows(archive, "SELECT url FROM reports WHERE adcode = ? ORDER BY url", [CIXI])
    truth = next(g for g in replica.truth(1)["governments"] if g["adcode"] == CIXI)
    assert [row["url"] for row in found] == sorted(report["url"] for report in truth["reports"])
    shown = prefect(env, "artifact", "inspect", "harvest", "--limit", "1")
    assert "330282-cixi" in shown and "需要处理的在前" in shown
    (ended,) = json.loads(prefect(env, "flow-run", "ls", "--flow-name", "crawl", "-o", "json"))
    assert "crawled 1 sites" in prefect(env, "flow-run", "logs", ended["id"])


@pytest.mark.nightly
@pytest.mark.prefect
def test_the_nightly_deployment_is_scheduled_for_one_in_china_without_a_slot_to_lose(deployed):
    env, _ = deployed
    shown = prefect(env, "deployment", "inspect", "nightly/nightly")
    assert "'cron': '0 1 * * *'" in shown and "'timezone': 'Asia/Shanghai'" in shown
    assert "'concurrency_limit': None" in shown


@pytest.mark.nightly
@pytest.mark.prefect
def test_a_night_in_which_nothing_answers_fails_and_publishes_nothing(server, tmp_path: Path):
    env, _ = server
    with refusing() as nobody:
        ended = fazhi_process("--data", str(tmp_path), "harvest", "--via", nobody, env=env)
    assert ended.code == 3
    assert "no site could be read" in ended.err
    assert "NOT HEALTHY" in ended.out
    assert not DataDir(tmp_path).published.exists()


@pytest.mark.nightly
@pytest.mark.prefect
def test_a_night_with_one_site_down_is_published_and_called_degraded(server, tmp_path: Path):
    env, _ = server
    with replica.running(night=1) as pretend:
        # 东城区 is in the registry and not on the replica: it looks like a site that is down.
        sites = ("--site", CIXI, "--site", "110101")
        ended = fazhi_process("--data", str(tmp_path), "harvest", *sites, "--via", pretend.address, env=env)
    assert ended.code == 4
    assert re.search(r"DEGRADED, 1 of 2 sites: 1 \w+", ended.out)
    with open_published(DataDir(tmp_path)) as archive:
        told = rows(archive, "SELECT DISTINCT adcode, status FROM coverage ORDER BY ALL")
        assert told == [
            {"adcode": "110101", "status": "unreachable"},
            {"adcode": CIXI, "status": "attachment_only"},
            {"adcode": CIXI, "status": "published"},
        ]
    assert "nightly" in prefect({**env, "COLUMNS": "300"}, "flow-run", "ls", "--state", "Degraded")


@pytest.mark.nightly
@pytest.mark.prefect
def test_one_page_is_crawled_into_a_folder_that_did_not_exist(server, tmp_path: Path):
    env, _ = server
    wanted = replica.truth(1)["governments"][2]["reports"][0]["url"]
    data = DataDir(tmp_path / "not" / "there" / "yet")
    with replica.running(night=1) as pretend:
        ended = fazhi_process("--data", str(data.root), "crawl", wanted, "--via", pretend.address, env=env)
        missing = fazhi_process(
            "--data", str(data.root), "crawl", wanted + "x", "--via", pretend.address, env=env
        )
    assert ended.code == 0, ended.err
    assert "NOT HEALTHY" not in ended.out
    with open_published(data) as archive:
        assert [row["url"] for row in rows(archive, "SELECT url FROM reports")] == [wanted]
    assert missing.code == 3
    assert "the page could not be read" in missing.err


def test_a_run_that_starts_hours_late_is_skipped(monkeypatch, tmp_path: Path):
    from flows.nightly import nightly

    five_hours_ago = datetime.now(UTC) - timedelta(hours=5)
    monkeypatch.setattr("prefect.runtime.flow_run.scheduled_start_time", five_hours_ago, raising=False)
    ended = nightly.fn(data_dir=str(tmp_path), window="")
    assert ended.is_cancelled()
    assert "the next night runs" in ended.message
    assert list(tmp_path.iterdir()) == []


def test_a_worker_with_the_folder_of_another_archive_is_refused(tmp_path: Path):
    from flows.nightly import nightly

    with pytest.raises(ForeignArchive, match="belongs to no archive yet, and this is work for archive abc"):
        nightly.fn(data_dir=str(tmp_path), window="", archive_id="abc")
    assert list(tmp_path.iterdir()) == []


def test_every_deployment_that_writes_carries_the_id_of_its_archive():
    carried = {one["name"]: one.get("parameters", {}).get("archive_id") for one in deployments()}
    assert carried.pop("notify") is None
    assert set(carried.values()) == {"{{ $FAZHI_ARCHIVE }}"}
