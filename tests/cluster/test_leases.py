"""Leases on a real PostgreSQL: one holder, counted; a stopped one is fenced before the next begins."""

import os
import re
import signal
import subprocess
import sys
import threading
import time
from datetime import timedelta
from pathlib import Path

import pytest

from crawlers.lease_file import LeaseLost, LeaseWatch, ShardLease, boot_seconds
from flows.cluster.errors import ClockOff, DatabaseUnusable, LeaseGone, LeaseHeld
from flows.cluster.leases import HELD_SHARE, Leases
from records import clock
from tests.conftest import ROOT, wait_until

HOLDER = """
import sys, time
from flows.cluster.leases import Leases
with Leases(sys.argv[1], sys.argv[2], float(sys.argv[3]), "child").hold("shard 0001") as lease:
    print(lease.epoch, flush=True)
    time.sleep(60)
"""


@pytest.fixture
def archive(request: pytest.FixtureRequest) -> str:
    """An archive of the test's own: its rows are no other's."""
    return request.node.name[:60]


def leases(database: str, archive: str, holder: str, seconds: float = 1.0) -> Leases:
    made = Leases(database, archive, seconds, holder)
    made.prepare()
    return made


def test_a_lease_has_one_holder_and_counts_them(database: str, archive: str):
    # Long enough that a busy machine renews them in time.
    one, two = leases(database, archive, "one", 5), leases(database, archive, "two", 5)
    with one.hold("shard 0001") as lease:
        assert (lease.epoch, lease.was_lost) == (1, False)
        with pytest.raises(
            LeaseHeld, match=r"'shard 0001' is held by one \(epoch 1\), which is still working"
        ):
            two._take("shard 0001", 0)
        with two.hold("shard 0002"):
            assert [row[2] for row in one.rows().values()] == ["one", "two"]
    with two.hold("shard 0001") as lease:
        assert (lease.epoch, lease.was_lost) == (2, False)
    assert [row[2] for row in one.rows().values()] == ["", ""]


def test_a_renewed_lease_lasts(database: str, archive: str):
    with leases(database, archive, "one", 4).hold("committer") as lease:
        first = lease.until
        wait_until(lambda: boot_seconds() > first, "the end of the lease as it was taken")
        lease.check()


def test_a_killed_holder_is_followed_when_its_lease_is_over(database: str, archive: str):
    leases(database, archive, "x")
    command = [sys.executable, "-c", HOLDER, database, archive, "1"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == b"1\n"
        child.kill()
        began = time.monotonic()
        with leases(database, archive, "two").hold("shard 0001") as lease:
            assert time.monotonic() - began >= 1.0
            assert (lease.epoch, lease.was_lost) == (2, True)


def test_a_stopped_holder_is_fenced_although_it_goes_on(database: str, archive: str):
    leases(database, archive, "x")
    command = [sys.executable, "-c", HOLDER, database, archive, "1"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        child.stdout.readline()
        os.kill(child.pid, signal.SIGSTOP)
        with leases(database, archive, "two", 4).hold("shard 0001") as lease:
            first = lease.until
            os.kill(child.pid, signal.SIGCONT)
            wait_until(lambda: lease.until > first, "the renewal of its lease")
            lease.check()
            assert lease.epoch == 2
            child.kill()


def test_a_holder_whose_database_is_silent_stops_before_others_may_begin(database: str, archive: str):
    made = leases(database, archive, "one")
    with made.hold("shard 0001") as lease:
        made._database = "postgresql://fazhi@127.0.0.1:1/none"
        time.sleep(HELD_SHARE + 0.3)
        with pytest.raises(LeaseGone, match="was lost"):
            lease.check()


def test_the_file_of_a_lease_tells_a_crawl(database: str, archive: str, tmp_path: Path):
    with leases(database, archive, "one", 600).hold("shard 0001") as lease:
        file = tmp_path / "lease"
        lease.keep_file(file)
        watch = LeaseWatch(ShardLease("night", 1, 4, lease.epoch, ((str(file), lease.epoch),)))
        watch.check()
        lease.renewed(boot_seconds() - 1)
        watch._until = 0
        with pytest.raises(LeaseLost, match=r"shard 1 \(epoch 1\) ended: stopped before the next request"):
            watch.check()
        lease.renewed(boot_seconds() + 60)
        with pytest.raises(LeaseLost):
            LeaseWatch(ShardLease("night", 1, 4, 1, ((str(file), lease.epoch + 1),))).check()
        with pytest.raises(LeaseLost):
            LeaseWatch(ShardLease("night", 1, 4, 1, ((str(tmp_path / "none"), 1),))).check()


@pytest.mark.parametrize(("minutes", "word"), [(5, "ahead of"), (-5, "behind")])
def test_a_machine_whose_clock_is_wrong_is_refused(database: str, archive: str, monkeypatch, minutes, word):
    right = clock.now
    monkeypatch.setattr(clock, "now", lambda: right() + timedelta(minutes=minutes))
    with pytest.raises(
        ClockOff, match=rf"the clock of this machine is (29\d|30\d) s {word} that of the database"
    ):
        leases(database, archive, "one")


def test_a_database_that_is_not_there_is_one_line(archive: str):
    pytest.importorskip("psycopg", reason="needs the extra [cluster], which is not installed here")
    with pytest.raises(DatabaseUnusable, match="PostgreSQL cannot be used") as raised:
        leases("postgresql://fazhi@127.0.0.1:1/none", archive, "one")
    assert "\n" not in str(raised.value)


def test_a_password_in_the_address_is_not_shown(archive: str):
    pytest.importorskip("psycopg", reason="needs the extra [cluster], which is not installed here")
    with pytest.raises(DatabaseUnusable, match="FAZHI_DATABASE") as raised:
        leases("postgresql//fazhi:secret-word@127.0.0.1/x", archive, "one")
    assert "secret-word" not in str(raised.value) and "\n" not in str(raised.value)


def test_a_renewal_in_vain_is_said_with_what_comes_of_it(database: str, archive: str, caplog):
    with leases(database, archive, "one", 2).hold("shard 0001") as lease:
        lost = Leases("postgresql://fazhi@127.0.0.1:9/postgres", archive, 2, "one")
        over = threading.Event()
        renewing = threading.Thread(target=lost._renew, args=(lease, over))
        renewing.start()
        wait_until(lambda: caplog.text, "a warning")
        over.set()
        renewing.join()
    assert re.search(
        r"the lease 'shard 0001' could not be renewed, retrying in 0 s; without it this work stops in \d s: PostgreSQL",
        caplog.text,
    )
    assert "run the same command" not in caplog.text
