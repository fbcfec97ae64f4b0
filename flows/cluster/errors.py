"""How work on many machines can be refused: each error is one line that says what to do.

RunFailed
└── ClusterRefused     the settings make no sense, or the work is another's
    ├── LeaseHeld          another worker or committer is at it
    ├── LeaseGone          this one's lease was lost meanwhile
    ├── ClockOff           this machine's clock is not that of the others
    └── CommittedElsewhere another data folder has committed since
"""

from flows.errors import RunFailed


class ClusterRefused(RunFailed):
    """Nothing was begun."""

    exit_code = 2


class DatabaseUnusable(ClusterRefused):
    """PostgreSQL does not answer, or refuses: what says so, cure what a person does about it."""

    exit_code = 7

    def __init__(self, what: str, cure: str) -> None:
        super().__init__(f"{what}: {cure}")
        self.what = what


class LeaseHeld(ClusterRefused):
    """Another process holds the lease."""

    exit_code = 6


class LeaseGone(ClusterRefused):
    """The lease was lost; what was captured until then is kept and landed."""

    exit_code = 6


class ClockOff(ClusterRefused):
    """The clock of this machine is wrong; instants of the archive would be, too."""

    exit_code = 7


class CommittedElsewhere(ClusterRefused):
    """Another data folder was committed to since this one was."""
