"""Settings Prefect reads when it is first imported: set here, once, before any such import."""

import os

from storage.paths import DataDir


def prepare_prefect(data: DataDir) -> None:
    """Keep Prefect's own state inside the data folder, offline and quiet; what is already set wins.

    With PREFECT_API_URL set, runs are recorded by that server; without it Prefect starts a temporary
    server for the length of the run (20 s the first time, its migrations; 12 s after that).
    """
    data.root.mkdir(parents=True, exist_ok=True)  # Prefect makes its home, but not the folders above it
    defaults = {
        "PREFECT_HOME": str((data.root / "prefect").resolve()),
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "DO_NOT_TRACK": "1",
        "PREFECT_SERVER_EPHEMERAL_ENABLED": "true",
        "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "180",
        # The terminal shows the stages' own lines; what Prefect logs stays readable in its UI.
        "PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "CRITICAL",
        "PREFECT_SERVER_LOGGING_LEVEL": "ERROR",
    }
    for name, value in defaults.items():
        os.environ.setdefault(name, value)
