"""Settings Prefect reads when it is first imported: set here, once, before any such import."""

import os

from storage.paths import DataDir


def records_runs() -> bool:
    """Whether a Prefect server records what the commands do; they need none."""
    return bool(os.environ.get("PREFECT_API_URL"))


def prepare_prefect(data: DataDir) -> None:
    """Keeps Prefect's own state inside the data folder, offline and quiet; settings already made stay."""
    data.root.mkdir(parents=True, exist_ok=True)  # Prefect creates its home, but not the folders above it
    defaults = {
        "PREFECT_HOME": str((data.root / "prefect").resolve()),
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "DO_NOT_TRACK": "1",
        # A run to be recorded is recorded by the named server, or fails.
        "PREFECT_SERVER_EPHEMERAL_ENABLED": "false",
        # The terminal shows the stages' own lines; what Prefect logs stays readable in its UI.
        "PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "CRITICAL",
        "PREFECT_SERVER_LOGGING_LEVEL": "ERROR",
    }
    for name, value in defaults.items():
        os.environ.setdefault(name, value)
