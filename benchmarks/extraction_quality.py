"""Our extractor beside the usual ones: quality and speed on the same pages in one run, on one core.

    make bench-extraction                    # prints the tables
    make bench-extraction BENCH=--record     # and writes them to benchmarks/latest

Speed: every tool reads all pages in each pass, the tools in turn, so that what else the machine does falls on
all of them; a tool's pages/s is the median of the passes, its ratio to trafilatura the median of the ratios
within one pass. Reading starts from bytes: decoding and parsing are part of it.
"""

import argparse
import os
import time
from collections.abc import Callable
from statistics import median

from benchmarks import ours
from benchmarks.machine import record
from benchmarks.pages import Gold, own_gold, real_gold
from benchmarks.peers import PEERS, Peer
from benchmarks.score import Reading, lost_numbers, score
from extraction.reading import EXTRACTOR_VERSION

MEASURE = "trafilatura"
OURS = Peer("fazhi", ("title", "date", "source"), ours.read)
COLUMNS = (
    "",
    "F1",
    "P",
    "R",
    "exact body",
    "title",
    "date",
    "source",
    "leaks",
    "numbers lost",
    "unread",
    "pages/s",
    "×",
)


def one_core() -> None:
    """Stay on one core, where the system can be asked to."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})


def read_all(tool: Peer, gold: Gold) -> tuple[list[Reading], int]:
    """What the tool makes of every page, and how many it could not handle: an exception or no text."""
    readings, unread = [], 0
    for payload, truth in zip(gold.payloads, gold.truths, strict=True):
        try:
            reading = tool.read(payload, truth["url"])
        # Whatever a tool raises is its answer.
        except Exception:
            reading = Reading("")
        unread += not reading.body.strip()
        readings.append(reading)
    return readings, unread


def speeds(tools: list[Peer], gold: Gold, passes: int, clock: Callable[[], float]) -> dict[str, list[float]]:
    """Pages per second of every tool in every pass."""
    found: dict[str, list[float]] = {tool.package: [] for tool in tools}
    for number in range(passes):
        # The order turns with every pass: nobody always runs after the same neighbour.
        turn = number % len(tools)
        for tool in tools[turn:] + tools[:turn]:
            begun = clock()
            read_all(tool, gold)
            found[tool.package].append(len(gold.payloads) / (clock() - begun))
    return found


def table(gold: Gold, passes: int) -> str:
    """One set of pages as a Markdown table, ours first."""
    tools = [OURS, *PEERS]
    results = {tool.package: read_all(tool, gold) for tool in tools}
    fast = speeds(tools, gold, passes, time.process_time)
    marks = sum(len(truth["boilerplate"]) for truth in gold.truths)
    numbers = sum(len(lost_numbers(truth["body_text"], "")) for truth in gold.truths)
    lines = [
        f"{gold.name}: {len(gold.truths)} pages, {marks} boilerplate strings, {numbers} numbers",
        "",
        "| " + " | ".join(COLUMNS) + " |",
        "|---" * len(COLUMNS) + "|",
    ]
    for tool in tools:
        readings, unread = results[tool.package]
        columns = score(gold.truths, readings)
        shown = [f"{columns[name]:.3f}" for name in ("f1", "precision", "recall")]
        shown += [f"{columns['exact']:.2f}"]
        shown += [
            f"{columns[name]:.2f}" if name in tool.offers else "–" for name in ("title", "date", "source")
        ]
        ratio = median(a / b for a, b in zip(fast[tool.package], fast[MEASURE], strict=True))
        shown += [f"{columns['leaks']:.0f}", f"{columns['lost']:.0f}", str(unread)]
        shown += [f"{median(fast[tool.package]):.0f}", f"{ratio:.1f}"]
        label = f"**fazhi, extractor {EXTRACTOR_VERSION}**" if tool is OURS else tool.label
        lines.append(f"| {label} | " + " | ".join(shown) + " |")
    return "\n".join(lines)


def facts(gold: Gold) -> str:
    """What only our extractor tells, on the gold that knows it."""
    columns = ours.measure(gold)
    told = ", ".join(f"{name} {columns[name]:.3f}" for name in ours.FACTS if name in columns)
    return f"Facts, share right on the {gold.name}: {told}."


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--record", action="store_true", help="write the result to benchmarks/latest")
    parser.add_argument("--passes", type=int, default=5, help="timed passes over the pages (default 5)")
    options = parser.parse_args()
    one_core()
    own, real = own_gold(), real_gold()
    parts = [table(own, options.passes), facts(own)]
    parts.append(table(real, options.passes) if real else "Real pages: ../shared/pages is not here.")
    text = "\n\n".join(parts)
    print(text)
    if options.record:
        record("extraction", f"{options.passes} passes, one core.\n\n{text}")


if __name__ == "__main__":
    main()
