"""Precision and recall by code: `python -m benchmarks.figures.quality` renews the table of docs/figures*.md.

Measured on the hand-coded sentences (after their first run: rules have been cured by what they showed) and on
generated reports, whose wordings the rules were not written from; their misses have been opened since.
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.figures.sentences import load
from extraction.figures.reading import read_figures
from records import Figure, figure_codes
from replica import figures_corpus

QUALITY = Path("records/figure_quality.csv")
SHOWN = 3  # missed passages of a code
PAGES = (Path("docs/figures.md"), Path("docs/figures.zh-CN.md"))
BEGIN, END = "<!-- codes -->", "<!-- end of codes -->"
GOVERNMENTS, YEARS = 20, range(2020, 2023)
HEADS = (
    "| code | 中文 | unit | meaning, official term | sentences: n, P, R | reports: n, P, R |",
    "| 代码 | 中文名 | 单位 | 英文名、官方用语 | 例句：n、精确率、召回率 | 报告：n、精确率、召回率 |",
)


class Tally(NamedTuple):
    """By code: figures found rightly, those of the truth, those read, and passages with a number that is
    missed."""

    right: Counter[str]
    true: Counter[str]
    read: Counter[str]
    missed: dict[str, list[str]]


def tally(texts: Iterable[tuple[str, Sequence[dict[str, Any]]]]) -> Tally:
    """Reads the texts and holds what is read against their figures."""
    counted = Tally(Counter(), Counter(), Counter(), {})
    for text, truth in texts:
        left = list(read_figures(text))
        for figure in sorted(truth, key=lambda figure: bool(figure.get("optional"))):
            match = next((one for one in left if _same(one, figure)), None)
            if match:
                left.remove(match)
            if not figure.get("optional"):
                counted.true[figure["code"]] += 1
                counted.right[figure["code"]] += match is not None
                counted.read[figure["code"]] += match is not None
                if match is None:
                    counted.missed.setdefault(figure["code"], []).append(_passage(text, figure))
        counted.read.update(one.code for one in left)
    return counted


def _passage(text: str, figure: dict[str, Any]) -> str:
    """The missed number in 【】 with a few words around it."""
    start, end = figure["char_from"], figure["char_to"]
    passage = f"{text[max(0, start - 24) : start]}【{figure['printed']}】{text[end : end + 12]}"
    return re.sub(r"\s+", " ", passage)


def write_quality(counted: Tally) -> None:
    """Renews records/figure_quality.csv, which the web pages show."""
    QUALITY.write_text(quality_rows(counted), encoding="utf-8")


def quality_rows(counted: Tally) -> str:
    lines = io.StringIO()
    writer = csv.writer(lines, lineterminator="\n")
    writer.writerow(("code", "figures", "right", "read", "missed"))
    for code in figure_codes():
        missed = "\n".join(counted.missed.get(code, [])[:SHOWN])
        writer.writerow((code, counted.true[code], counted.right[code], counted.read[code], missed))
    return lines.getvalue()


def _same(one: Figure, figure: dict[str, Any]) -> bool:
    values = (figure["value"], figure.get("value_high", figure["value"]))
    return (
        one.code == figure["code"]
        and any(abs(one.value - value) <= 1e-6 * abs(value) for value in values)
        and one.char_from < figure["char_to"]
        and figure["char_from"] < one.char_to
    )


def sentences() -> Tally:
    """On the hand-coded sentences."""
    return tally((record["text"], record["figures"]) for record in load())


def reports() -> Tally:
    """On generated reports."""
    return tally((report["text"], report["figures"]) for report in figures_corpus(GOVERNMENTS, YEARS))


def table(head: str) -> Iterator[str]:
    """The rows of the table, theme by theme."""
    told = (sentences(), reports())
    yield head
    yield "|---|---|---|---|---|---|"
    for code in figure_codes().values():
        shares = " | ".join(_shares(one, code.code) for one in told)
        yield f"| `{code.code}` | {code.name_zh} | {code.unit} | {code.name_en}; {code.official_term} | {shares} |"
    yield f"| **all** | | | | {_shares(told[0])} | {_shares(told[1])} |"


def _shares(counted: Tally, code: str = "") -> str:
    right, true, read = (one[code] if code else one.total() for one in counted[:3])
    return f"{true}, {_share(right, read)}, {_share(right, true)}"


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.3f}" if whole else "–"


def renewed(page: str, head: str) -> str:
    """The page with its table made anew."""
    rows = "\n".join(table(head))
    return re.sub(f"{BEGIN}.*{END}", lambda _: f"{BEGIN}\n{rows}\n{END}", page, flags=re.DOTALL)


if __name__ == "__main__":
    write_quality(sentences())
    for path, head in zip(PAGES, HEADS, strict=True):
        path.write_text(renewed(path.read_text(encoding="utf-8"), head), encoding="utf-8")
