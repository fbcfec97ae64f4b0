"""A night over a small zoo, and that a rehearsal notices what is wrong."""

import copy
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from rich.console import Console

from rehearsal.night import Night, play
from rehearsal.tables import show
from rehearsal.verdicts import judge_hosts
from replica import Zoo
from storage.database.connection import connect
from storage.paths import DataDir

pytestmark = pytest.mark.nightly

ZOO = Zoo(hosts=6, misbehaving=0.34, only=("blocked_412", "soft_404"), patience=60.0)


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> tuple[DataDir, Night]:
    data = DataDir(tmp_path_factory.mktemp("zoo"))
    return data, play(data, ZOO, 1)


def test_well_behaved_hosts_are_found_whole_and_the_others_told_by_name(
    played: tuple[DataDir, Night],
) -> None:
    data, night = played
    hosts = judge_hosts(data, night.truth, night.crawl_ids)
    assert {host.misbehaviour for host in hosts} == {"", "blocked_412", "soft_404"}
    assert [host.concluded for host in hosts if not host.is_right] == []
    assert all(host.missing == host.wrong == () for host in hosts if not host.misbehaviour)
    assert all(host.false == () for host in hosts)
    assert show(Console(quiet=True), night, hosts, 5)
    assert not show(Console(quiet=True), replace(night, refused="not published: …"), hosts, 5)


def test_a_report_told_as_removed_is_noticed(played: tuple[DataDir, Night], tmp_path: Path) -> None:
    data, night = played
    other = DataDir(tmp_path)
    other.work.mkdir()
    shutil.copy(data.work_archive, other.work_archive)
    with connect(other.work_archive) as archive:
        archive.execute(
            "UPDATE report SET status = 'removed' WHERE report_id = (SELECT min(report_id) FROM report)"
        )
    hosts = judge_hosts(other, night.truth, night.crawl_ids)
    assert sum(len(host.removed) for host in hosts) == 1
    with (console := Console(width=120)).capture() as printed:
        assert not show(console, night, hosts, 5)
    assert "reports told as removed, which none was: 1\n" in printed.get()


def test_a_report_that_was_missed_and_a_false_one_are_noticed(played: tuple[DataDir, Night]) -> None:
    data, night = played
    truth = copy.deepcopy(night.truth)
    told = next(told for told in truth["governments"] if not told["misbehaviour"])
    lost = told["reports"][0]["url"]
    told["reports"][0]["url"] += "?elsewhere"
    told["reports"][1]["report_year"] += 1
    hosts = judge_hosts(data, truth, night.crawl_ids)
    found = next(host for host in hosts if host.adcode == told["adcode"])
    assert (found.missing, found.false) == ((f"{lost}?elsewhere",), (lost,))
    assert len(found.wrong) == 1
    assert not show(Console(quiet=True), night, hosts, 5)


def test_a_host_judged_otherwise_is_noticed(played: tuple[DataDir, Night]) -> None:
    data, night = played
    truth = copy.deepcopy(night.truth)
    for told in truth["governments"]:
        if told["misbehaviour"] == "blocked_412":
            told["by"] = "jiasule_521"
    wrong = [host for host in judge_hosts(data, truth, night.crawl_ids) if not host.is_right]
    assert [(host.misbehaviour, host.concluded) for host in wrong] == [("blocked_412", "blocked:ruishu_412")]
