"""How long all figures of an archive take to be read again: `python -m benchmarks.figures.rereading --reports
10000`.

What `fazhi reextract --figures` does, on both cores, with texts that replica.corpus generates. There are as
many different texts as --texts says; each is put in for many governments and years, and read as often.
"""

import argparse
import os
import resource
import tempfile
import time
from itertools import cycle, islice
from pathlib import Path

from benchmarks.figures.panel import load
from flows.pipeline.figure_stage import preview_figures
from records import governments
from replica import figures_corpus
from storage.paths import DataDir

FULL = 250_000
LOADED_AT_ONCE = 10_000


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--reports", type=int, default=10_000)
    parser.add_argument("--texts", type=int, default=700)
    asked = parser.parse_args()
    texts = [report["text"] for report in figures_corpus(-(-asked.texts // 7), range(2018, 2025), 1)]
    places = [(place, year) for year in range(1900, 2025) for place in governments()]
    made = (
        {"adcode": place, "year": year, "text": text}
        for (place, year), text in zip(islice(places, asked.reports), cycle(texts), strict=False)
    )
    with tempfile.TemporaryDirectory(prefix="fazhi-") as folder:
        data = DataDir(Path(folder))
        while some := list(islice(made, LOADED_AT_ONCE)):
            load(data, some)
        begun, before = time.perf_counter(), _cpu()
        preview_figures(data)
        took, cpu = time.perf_counter() - begun, _cpu() - before
    per = cpu / asked.reports
    print(
        f"{asked.reports:,} reports in {took:.1f} s by the clock, {cpu:.1f} s of CPU: {1000 * per:.2f} ms each;"
        f" {FULL:,} in {FULL * per / 120:.1f} minutes of two cores ({os.cpu_count()} here)"
    )


def _cpu() -> float:
    """Seconds of CPU of this process and its children that have ended."""
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in used)


if __name__ == "__main__":
    main()
