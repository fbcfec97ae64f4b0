"""Errors of work on many machines: each is one line that says what to do.

RunFailed
└── ClusterRefused     the settings are invalid, or the work belongs to another
    ├── LeaseHeld          another worker or committer is working on it
    ├── LeaseGone          this process lost its lease meanwhile
    ├── ClockOff           this machine's clock differs from the others'
    └── CommittedElsewhere another data folder has committed since
"""

from flows.errors import RunFailed


class ClusterRefused(RunFailed):
    """Nothing was started."""

    exit_code = 2


class DatabaseUnusable(ClusterRefused):
    """PostgreSQL does not answer, or refuses: what is the cause, cure what a person should do."""

    exit_code = 7

    def __init__(self, what: str, cure: str) -> None:
        super().__init__(f"{what}: {cure}")
        self.what = what


class LeaseHeld(ClusterRefused):
    """Another process holds the lease."""

    exit_code = 6


class LeaseGone(ClusterRefused):
    """The lease was lost; what was captured before is kept and uploaded."""

    exit_code = 6


class ClockOff(ClusterRefused):
    """The clock of this machine is wrong, and so would be the instants of the archive."""

    exit_code = 7


class CommittedElsewhere(ClusterRefused):
    """Another data folder was committed to after this one."""
