"""`python -m replica --night 1`: runs the pretend internet until SIGTERM or Ctrl-C."""

import argparse
import asyncio
import json
import sys
from dataclasses import replace
from pathlib import Path

from replica.given import TextRefused
from replica.internet import Internet
from replica.nights import NIGHTS
from replica.server import Proxy, serve
from replica.truth import truth
from replica.zoo import Zoo
from replica.zoo.internet import ZooInternet


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m replica", description=__doc__)
    parser.add_argument(
        "--night", type=int, default=1, help="which night to play (default 1; the five sites have 2)"
    )
    parser.add_argument("--port", type=int, default=0, help="port on 127.0.0.1 (default: any free one)")
    parser.add_argument("--texts", type=Path, metavar="DIR", help="serve the .txt reports of this folder")
    parser.add_argument("--truth", action="store_true", help="print the truth of the night as JSON and end")
    parser.add_argument(
        "--zoo", type=int, metavar="N", help="play N hosts of a list instead of the five sites"
    )
    parser.add_argument(
        "--governments", type=Path, metavar="CSV", help="the list (default records/governments.csv)"
    )
    parser.add_argument("--seed", type=int, default=1, help="which zoo of many (default 1)")
    parser.add_argument("--misbehaving", type=float, default=0.0, help="this share of its hosts misbehaves")
    options = parser.parse_args()
    if options.zoo is None and options.night not in NIGHTS:
        parser.error(f"the five sites have the nights {NIGHTS}")
    zoo = _zoo(options) if options.zoo else None
    try:
        if options.truth:
            print(json.dumps(truth(options.night, options.texts, zoo), ensure_ascii=False, indent=1))
            return 0
        internet = ZooInternet(options.night, zoo) if zoo else Internet(options.night, options.texts)
    except TextRefused as refusal:
        print(refusal, file=sys.stderr)
        return 2

    def announce(address: str) -> None:
        print(f"replica night {options.night} at {address}", flush=True)

    asyncio.run(serve(Proxy(internet), options.port, announce))
    return 0


def _zoo(options: argparse.Namespace) -> Zoo:
    zoo = Zoo(options.zoo, options.misbehaving, options.seed)
    return replace(zoo, governments=options.governments) if options.governments else zoo


if __name__ == "__main__":
    sys.exit(main())
