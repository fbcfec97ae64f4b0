"""What the answers of this code differ in from those that are pinned.

    python -m benchmarks.answers          # the differences, a line each; ends with 1 where there are any
    python -m benchmarks.answers --pin    # pins the answers of today
    python -m benchmarks.answers --changed scripts 7    # the whole answer on one changed input

Pin where an answer was meant to change, and look at the difference that git shows before you commit it.
"""

import argparse
import sys

from benchmarks.answers.cases import cases
from benchmarks.answers.changed import answer, pin_changes, pinned_changes
from benchmarks.answers.pinned import differences, pin, pinned
from benchmarks.answers.shapes import digest


def main() -> int:
    wanted = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    wanted.add_argument("--pin", action="store_true", help="pin the answers of today")
    wanted.add_argument(
        "--changed", nargs=2, metavar=("BASE", "NUMBER"), help="the answer on a changed input"
    )
    asked = wanted.parse_args()
    if asked.changed:
        print(answer(asked.changed[0], int(asked.changed[1])))
        return 0
    if asked.pin:
        pin(cases())
        pin_changes()
        return 0
    found = 0
    for base, numbers in pinned_changes().items():
        for number, before in numbers.items():
            if digest(answer(base, int(number))) != before:
                found += 1
                print(f"changed {base} {number}")
    for case in cases():
        for line in differences(pinned(case.kind).get(case.name), case.answer()):
            found += 1
            print(f"{case.kind} {case.name}{line}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
