"""Pages changed in ways that change nothing they say: how often does the answer change?

    python -m benchmarks.metamorphic                          # the table
    python -m benchmarks.metamorphic --wrong "menu added"     # the pages of one mutator, and what changed
    python -m benchmarks.metamorphic --seed 7

Every page that carries a report (own gold, blind pages, real pages where they are) is read as it is and once
for each mutator. Where the two answers differ in a field, the page counts as changed. Titles and texts
are compared without white space, format characters and the width of digits. A page is left out where
a mutator finds nothing to change or its bytes don't survive decoding and encoding.
"""

import argparse
import re
import unicodedata
from collections import Counter
from pathlib import Path
from random import Random

from benchmarks.mutators import MUTATORS
from benchmarks.pages import BLIND, HERE, NOW, OWN, own_gold, real_gold
from extraction.markup.errors import ExtractionFailed
from extraction.reading import extract
from records import Extraction

FIELDS = (
    "title",
    "is_report",
    "report_year",
    "issuer",
    "published_on",
    "signed_on",
    "source",
    "doc_number",
    "body_text",
)
WILD = HERE / "blind_wild" / "pages"
FORMAT = {"Cf", "Cc", "Mn", "Zs", "Zl", "Zp"}
CHARSET = re.compile(r"charset\s*=\s*[\"']?(gb[\w-]*|utf-8)", re.I)


def pages() -> list[tuple[str, str, bytes]]:
    """Name, address and bytes of every page that carries a report."""
    golds = [own_gold(folder, folder.parent.name) for folder in (OWN, BLIND, WILD) if folder.is_dir()]
    real = real_gold()
    golds += [real] if real else []
    return [
        (truth["file"], truth["url"], payload)
        for gold in golds
        for payload, truth in zip(gold.payloads, gold.truths, strict=True)
        if truth.get("is_report", True)
    ]


def flat(value: object) -> object:
    """A value as it is compared."""
    if not isinstance(value, str):
        return value
    folded = unicodedata.normalize("NFKC", value)
    return "".join(c for c in folded if unicodedata.category(c) not in FORMAT)


def answer(payload: bytes, url: str) -> tuple[Extraction | None, dict[str, object]]:
    try:
        found = extract(payload, url, now=NOW)
    except ExtractionFailed:
        return None, dict.fromkeys(FIELDS, None)
    return found, {name: flat(getattr(found, name)) for name in FIELDS}


def encode(page: str, codec: str, name: str) -> bytes:
    """In the page's own encoding, or in the one it declares now."""
    if name == "other encoding":
        declared = CHARSET.search(page)
        codec = declared[1] if declared else codec
    return page.encode(codec, "xmlcharrefreplace")


def changes(seed: int, only: str | None) -> dict[str, list[tuple[str, list[str]]]]:
    """For each mutator every page it was tried on, with the fields whose answer changed."""
    names = [only] if only else list(MUTATORS)
    found: dict[str, list[tuple[str, list[str]]]] = {name: [] for name in names}
    for file, url, payload in pages():
        before, expected = answer(payload, url)
        if before is None:
            continue
        text = payload.decode(before.encoding, "replace")
        if text.encode(before.encoding, "replace") != payload:
            continue
        for name in names:
            mutated = MUTATORS[name](text, Random(f"{seed} {name} {file}"))
            if mutated == text:
                continue
            _, got = answer(encode(mutated, before.encoding, name), url)
            found[name].append((file, [field for field in FIELDS if got[field] != expected[field]]))
    return found


def table(found: dict[str, list[tuple[str, list[str]]]]) -> str:
    """Pages tried, pages changed, their share, and in which fields."""
    lines = ["| mutator | pages | changed | share | fields |", "|---|---|---|---|---|"]
    for name, tried in found.items():
        changed = [fields for _, fields in tried if fields]
        counts = Counter(field for fields in changed for field in fields)
        told = ", ".join(f"{field} {count}" for field, count in counts.most_common())
        share = len(changed) / len(tried) if tried else 0.0
        lines.append(f"| {name} | {len(tried)} | {len(changed)} | {share:.1%} | {told} |")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--seed", type=int, default=1, help="of the random choices (default 1)")
    parser.add_argument(
        "--wrong", choices=sorted(MUTATORS), help="one mutator: every page whose answer changes"
    )
    options = parser.parse_args()
    found = changes(options.seed, options.wrong)
    print(table(found))
    for file, fields in found[options.wrong] if options.wrong else ():
        if fields:
            print(f"{Path(file).name}: {', '.join(fields)}")


if __name__ == "__main__":
    main()
