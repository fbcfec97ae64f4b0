"""What a measurement was made on, and where results are kept."""

import os
import platform
from datetime import UTC, datetime
from pathlib import Path

README = Path(__file__).with_name("README.md")


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


def record(described: str, text: str) -> None:
    """Appends a result to benchmarks/README.md, below the day and the machine."""
    today = datetime.now(UTC).date().isoformat()
    with README.open("a", encoding="utf-8") as readme:
        readme.write(f"\n### {today}: {described}\n\n{text}\n")
