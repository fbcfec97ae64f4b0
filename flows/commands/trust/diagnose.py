"""`fazhi sites diagnose` and `fazhi sites replay`: a trace of one visit, page by page, and the same trace
again offline."""

import difflib
from pathlib import Path

from flows.errors import ReplayDiffers
from flows.operation.diagnosis import diagnose_site, open_bundle, replay


def diagnose(target: str, path: Path | None, via: str, delay: float | None, budget: int | None) -> None:
    """Visits the site, prints the trail, writes the bundle."""
    bundle, trail = diagnose_site(target, path, via=via, delay=delay, budget=budget or 60)
    print(trail, end="")
    print(
        f"\nwrote {bundle}: attach it to a bug report; `fazhi sites replay {bundle}` prints the same trace"
        " offline"
    )


def tell_again(path: Path) -> None:
    """Prints the trail of a bundle. Raises ReplayDiffers, after the differences, if today's trail differs."""
    trail, is_same = replay(path)
    print(trail, end="")
    if is_same:
        print("\nthe same as when it was made")
        return
    with open_bundle(path) as bundle:
        before = bundle.trail
    for line in difflib.unified_diff(
        before.splitlines(), trail.splitlines(), "then", "now", lineterm="", n=0
    ):
        print(line)
    raise ReplayDiffers(f"{path}: this version of fazhi reads these pages differently (see the lines above)")
