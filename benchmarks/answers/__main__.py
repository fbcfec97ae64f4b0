"""What the answers of this code differ in from those that are pinned.

    python -m benchmarks.answers          # the differences, a line each; ends with 1 where there are any
    python -m benchmarks.answers --pin    # pins the answers of today

Pin where an answer was meant to change, and look at the difference that git shows before you commit it.
"""

import argparse
import sys

from benchmarks.answers.cases import cases
from benchmarks.answers.pinned import differences, pin, pinned


def main() -> int:
    wanted = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    wanted.add_argument("--pin", action="store_true", help="pin the answers of today")
    if wanted.parse_args().pin:
        pin(cases())
        return 0
    found = 0
    for case in cases():
        for line in differences(pinned(case.kind).get(case.name), case.answer()):
            found += 1
            print(f"{case.kind} {case.name}{line}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
