"""Prefect's server on a real PostgreSQL: a night that is triggered through it completes."""

import os
import pwd
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

import replica
from benchmarks.prefect_server import deploy, free_port, prefect, running, working

BINARIES = sorted(Path("/usr/lib/postgresql").glob("*/bin"))


@pytest.fixture
def postgres(tmp_path: Path) -> Iterator[str]:
    """A database of our own: its address as Prefect's server takes it."""
    if not BINARIES:
        pytest.skip("needs PostgreSQL (Debian: postgresql), which is not installed here")
    folder, port = Path("/tmp") / f"fazhi-pg-{os.getpid()}", free_port()
    folder.mkdir()
    # PostgreSQL refuses to run as root.
    user = pwd.getpwnam("postgres") if os.getuid() == 0 else pwd.getpwuid(os.getuid())
    os.chown(folder, user.pw_uid, user.pw_gid)

    def run(program: str, *arguments: str) -> None:
        command = [str(BINARIES[-1] / program), "-D", str(folder / "data"), *arguments]
        subprocess.run(
            command, check=True, user=user.pw_uid, group=user.pw_gid, cwd=folder, capture_output=True
        )

    run("initdb", "--auth=trust", "--username=prefect", "--encoding=UTF8")
    options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1"
    run("pg_ctl", "-w", "-l", str(folder / "log"), "-o", options, "start")
    try:
        yield f"postgresql+asyncpg://prefect@127.0.0.1:{port}/postgres"
    finally:
        run("pg_ctl", "-m", "immediate", "stop")
        shutil.rmtree(folder)


@pytest.mark.prefect
@pytest.mark.nightly
@pytest.mark.timeout(600)
def test_a_night_runs_through_a_server_on_postgresql(postgres: str, tmp_path: Path, monkeypatch):
    monkeypatch.setenv("PREFECT_API_DATABASE_CONNECTION_URL", postgres)
    with replica.running(night=1) as pretend, running(tmp_path) as env, working(tmp_path, env):
        deploy(env)
        asked = ("--param", 'targets=["330282"]', "--param", "window=", "--param", f"via={pretend.address}")
        prefect(env, "deployment", "run", "nightly/nightly", "--watch", *asked)
        assert "COMPLETED" in prefect(env, "flow-run", "ls", "-o", "json")
    assert not list(tmp_path.glob("prefect.db*"))
