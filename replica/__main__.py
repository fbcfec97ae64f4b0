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


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m replica", description=__doc__)
    parser.add_argument(
        "--night", type=int, choices=NIGHTS, default=1, help="which night to play (default 1)"
    )
    parser.add_argument("--port", type=int, default=0, help="port on 127.0.0.1 (default: any free one)")
    parser.add_argument("--texts", type=Path, metavar="DIR", help="serve the .txt reports of this folder")
    parser.add_argument("--truth", action="store_true", help="print the truth of the night as JSON and end")
    options = parser.parse_args()
    try:
        if options.truth:
            print(json.dumps(truth(options.night, options.texts), ensure_ascii=False, indent=1))
            return 0
        internet = Internet(options.night, options.texts)
    except TextRefused as refusal:
        print(refusal, file=sys.stderr)
        return 2

    def announce(address: str) -> None:
        print(f"replica night {options.night} at {address}", flush=True)

    asyncio.run(serve(Proxy(internet.respond, internet.speaks_tls), options.port, announce))
    return 0


if __name__ == "__main__":
    sys.exit(main())
