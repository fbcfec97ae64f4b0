"""What a measurement was made on, and where results are kept."""

import os
import platform
from datetime import UTC, datetime
from pathlib import Path

LATEST = Path(__file__).with_name("latest")


def machine() -> str:
    """Cores, processor and Python, for the record."""
    model = platform.processor() or platform.machine()
    described = Path("/proc/cpuinfo")
    if described.exists():
        names = [
            line.partition(":")[2].strip()
            for line in described.read_text().splitlines()
            if "model name" in line
        ]
        model = names[0] if names else model
    return f"{os.cpu_count()} cores, {model}, Python {platform.python_version()}, {platform.system()}"


def record(target: str, text: str) -> None:
    """Writes the result of a target to benchmarks/latest/<target>.md, in place of the last one."""
    LATEST.mkdir(exist_ok=True)
    today = datetime.now(UTC).date().isoformat()
    written = f"# {target}: {today}, {machine()}\n\n{text}\n"
    (LATEST / f"{target}.md").write_text(written, encoding="utf-8")
