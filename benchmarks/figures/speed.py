"""CPU time of reading the figures of a report: `python -m benchmarks.figures.speed [TEXT …]`.

Of generated reports, and of the text files named. Each text is read several times and its quickest reading
counts: what else the machine does is no part of the figure.
"""

import argparse
import time
from collections.abc import Sequence
from pathlib import Path

from extraction.figures.reading import read_figures
from replica import figures_corpus


def quickest(texts: Sequence[str], times: int) -> list[float]:
    """Milliseconds of CPU for each text, the least of so many readings; all texts in turn, so that a busy
    moment falls on none of them alone."""
    best = [float("inf")] * len(texts)
    for _ in range(times):
        for at, text in enumerate(texts):
            begun = time.process_time()
            read_figures(text)
            best[at] = min(best[at], 1000 * (time.process_time() - begun))
    return best


def _print(name: str, texts: Sequence[str], times: int) -> None:
    spent = quickest(texts, times)
    chars, figures = sum(map(len, texts)), sum(len(read_figures(text)) for text in texts)
    print(
        f"{name}: {len(texts)} texts of {chars / len(texts):,.0f} characters and {figures / len(texts):.0f} figures:"
        f" {sum(spent) / len(spent):.2f} ms each, at most {max(spent):.2f}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("texts", nargs="*", type=Path)
    parser.add_argument("--governments", type=int, default=4)
    parser.add_argument("--times", type=int, default=20)
    asked = parser.parse_args()
    generated = [report["text"] for report in figures_corpus(asked.governments, range(2018, 2025), 1)]
    _print("generated", generated, asked.times)
    if asked.texts:
        _print("files", [path.read_text(encoding="utf-8") for path in asked.texts], asked.times)


if __name__ == "__main__":
    main()
