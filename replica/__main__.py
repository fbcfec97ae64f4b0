"""`python -m replica --night 1`: runs the pretend internet until SIGTERM or Ctrl-C."""

import argparse
import asyncio
import json
import sys
from pathlib import Path

from replica.given import TextRefused
from replica.internet import Internet
from replica.nights import NIGHTS
from replica.server import Proxy, serve
from replica.truth import truth
from replica.zoo import Zoo
from replica.zoo.internet import ZooInternet
from replica.zoo.story_truth import story_truth


def main() -> int:
    options = _options()
    zoo = _zoo(options) if options.zoo else None
    try:
        if options.truth:
            told = (
                story_truth(zoo)
                if zoo and zoo.story
                else truth(options.night, options.texts, zoo, varied=options.varied)
            )
            print(json.dumps(told, ensure_ascii=False, indent=None if zoo else 1))
            return 0
        internet = (
            ZooInternet(options.night, zoo) if zoo else Internet(options.night, options.texts, options.varied)
        )
    except TextRefused as refusal:
        print(refusal, file=sys.stderr)
        return 2

    def announce(address: str) -> None:
        print(f"replica night {options.night} at {address}", flush=True)

    asyncio.run(serve(Proxy(internet), options.port, announce))
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m replica", description=__doc__)
    parser.add_argument("--night", type=int, default=1, help="which night to play (default 1)")
    parser.add_argument("--port", type=int, default=0, help="port on 127.0.0.1 (default: any free one)")
    parser.add_argument("--texts", type=Path, metavar="DIR", help="serve the .txt reports of this folder")
    parser.add_argument("--truth", action="store_true", help="print the truth of the night as JSON and end")
    parser.add_argument("--varied", action="store_true", help="figures in many wordings in place of one")
    zoo = parser.add_argument_group("the zoo, in place of the five sites")
    zoo.add_argument("--zoo", type=int, metavar="N", help="play N hosts of a list of governments")
    zoo.add_argument("--governments", type=Path, metavar="CSV", default=Zoo.governments, help="the list")
    zoo.add_argument("--seed", type=int, default=Zoo.seed, help="which zoo of many")
    zoo.add_argument("--misbehaving", type=float, default=Zoo.misbehaving, help="the share of hosts that do")
    zoo.add_argument("--only", default="", metavar="NAME,…", help="the only ways to misbehave")
    zoo.add_argument("--since", type=int, default=Zoo.since, help="the first night of misbehaviour")
    zoo.add_argument("--until", type=int, default=Zoo.until, help="its last night (0: it never ends)")
    zoo.add_argument("--patience", type=float, default=Zoo.patience, help="seconds for which clients wait")
    zoo.add_argument("--edits", type=float, default=Zoo.edits, help="edits of a host's reports a night")
    zoo.add_argument("--story", type=int, default=Zoo.story, help="nights of a story (0: none)")
    options = parser.parse_args()
    if not options.zoo and options.night not in NIGHTS:
        parser.error(f"the five sites have the nights {NIGHTS}")
    return options


def _zoo(options: argparse.Namespace) -> Zoo:
    return Zoo(
        hosts=options.zoo,
        misbehaving=options.misbehaving,
        seed=options.seed,
        governments=options.governments,
        only=tuple(filter(None, options.only.split(","))),
        since=options.since,
        until=options.until,
        patience=options.patience,
        edits=options.edits,
        story=options.story,
        varied=options.varied,
    )


if __name__ == "__main__":
    sys.exit(main())
