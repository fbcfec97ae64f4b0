"""`python -m replica.strange`: runs a strange web until SIGTERM or Ctrl-C, or prints its truth."""

import argparse
import asyncio
import json
from pathlib import Path

from replica.server import Proxy, serve
from replica.strange import StrangeInternet, StrangeWeb, strange_truth


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m replica.strange", description=__doc__)
    parser.add_argument("--night", type=int, default=1)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--hosts", type=int, default=480)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--nights", type=int, default=2)
    parser.add_argument("--only", default="", help="parts as kind:name, with commas between")
    parser.add_argument("--held-out", action="store_true")
    parser.add_argument("--governments", type=Path, default=Path("records/governments.csv"))
    parser.add_argument("--truth", action="store_true", help="print what it publishes")
    asked = parser.parse_args()
    only = tuple(filter(None, asked.only.split(",")))
    web = StrangeWeb(asked.hosts, asked.seed, only, asked.held_out, asked.nights, asked.governments)
    if asked.truth:
        print(json.dumps(strange_truth(web), ensure_ascii=False))
        return 0
    internet = StrangeInternet(web)
    internet.turn_to(asked.night)
    asyncio.run(
        serve(
            Proxy(internet),
            asked.port,
            lambda address: print(f"strange web night {asked.night} at {address}", flush=True),
        )
    )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
