"""What every test may use: the shared folder where it is there, and no network beyond this machine."""

import socket
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"
LOOPBACK = ("127.", "::1", "localhost", "0.0.0.0")


@pytest.fixture(scope="session")
def shared() -> Path:
    """Real texts and pages that are not part of the project."""
    if not SHARED.is_dir():
        pytest.skip("needs the folder ../shared with real texts and pages, which is not here")
    return SHARED


@pytest.fixture(autouse=True)
def only_this_machine(monkeypatch):
    """A test that would leave this machine fails, and says where it wanted to go."""
    connect = socket.socket.connect

    def guarded(self, address):
        if self.family in (socket.AF_INET, socket.AF_INET6) and not str(address[0]).startswith(LOOPBACK):
            raise AssertionError(f"a test tried to reach {address}")
        return connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)
