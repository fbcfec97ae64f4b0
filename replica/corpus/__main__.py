"""`python -m replica.corpus --governments 300 --years 2018-2024 > corpus.jsonl`: a corpus as JSON lines."""

import argparse
import json
import sys
from pathlib import Path

from replica.corpus import figures_corpus
from replica.zoo import Zoo


def main() -> int:
    options = _options()
    first, _, last = options.years.partition("-")
    reports = figures_corpus(
        options.governments,
        range(int(first), int(last or first) + 1),
        options.seed,
        options.contradictions,
        options.listed,
    )
    if options.into:
        options.into.mkdir(parents=True, exist_ok=True)
    for report in reports:
        if options.into:
            report["file"] = f"{report['adcode']}-{report['year']}.txt"
            (options.into / report["file"]).write_text(report.pop("text"), encoding="utf-8", newline="")
        print(json.dumps(report, ensure_ascii=False))
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m replica.corpus", description=__doc__)
    parser.add_argument("--governments", type=int, default=300, metavar="N", help="how many (default 300)")
    parser.add_argument("--years", default="2018-2024", metavar="A-B", help="report years (2018-2024)")
    parser.add_argument("--seed", type=int, default=1, help="which corpus of many")
    parser.add_argument("--contradictions", type=float, default=0.0, help="share of reports with one")
    parser.add_argument("--listed", type=Path, default=Zoo.governments, metavar="CSV", help="the governments")
    parser.add_argument(
        "--into", type=Path, metavar="DIR", help="write texts as files there, truth to stdout"
    )
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
