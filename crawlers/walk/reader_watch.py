"""Whether the process that reads stands still: stopped, or waiting in the kernel for what does not come.

A limit of CPU time never ends such a process, and a limit by the clock alone would blame pages for a busy
machine. So what counts is how often the crawl itself had its turn and found the process idle all the while.
"""

import asyncio
from collections.abc import Callable
from pathlib import Path

# So often is it looked at before it counts as standing still: a machine that slept is one look.
LOOKS = 20
_RUNNABLE = "R"


async def stands_still(pid: int, seconds: float, turn: Callable[[], object]) -> None:
    """Returns when the process has stood still for so many seconds; never where the system does not say
    (/proc).

    turn says what the process is at: None while nobody waits for it, anything else that changes with each
    answer.
    """
    idle, before = 0, None
    while idle < LOOKS:
        await asyncio.sleep(seconds / LOOKS)
        seen = _working(pid), turn()
        is_idle = seen == before and seen[0] is not None and seen[1] is not None
        idle, before = idle + 1 if is_idle else 0, seen


def _working(pid: int) -> int | None:
    """The CPU time that the process has used, in ticks; None where it could go on if the machine let it."""
    try:
        # The name of a program may hold anything but ends with the last bracket.
        state, *numbers = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return None
    return None if state == _RUNNABLE else int(numbers[10]) + int(numbers[11])
