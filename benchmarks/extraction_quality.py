"""How well pages are read: title, date, source and text against pages read by hand.

    python benchmarks/extraction_quality.py [--shared ../shared]

Prints one row a page and the means, for the real pages in SHARED/pages (left out where missing) and for
those of our own fixtures whose text is written out. F1 is over overlapping pieces of eight characters of
the text without white space, counted with repetition. Exits 1 when a mean falls below its floor.
"""

import argparse
import json
import sys
import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from lxml import html
from lxml.cssselect import CSSSelector
from rich.console import Console
from rich.table import Table

from extraction import extract
from extraction.text import bare
from records import Extraction

ROOT = Path(__file__).resolve().parents[1]
FIXTURES = ROOT / "tests" / "extraction" / "pages" / "details"
NOW = datetime(2026, 11, 1, tzinfo=UTC)
SHINGLE = 8
FLOOR_F1, FLOOR_FIELDS = 0.97, 0.95


def shingle_f1(found: str, wanted: str) -> float:
    """F1 of the multisets of overlapping eight-character pieces; 1.0 for two equal texts."""
    pieces = [
        Counter(text[at : at + SHINGLE] for at in range(max(1, len(text) - SHINGLE + 1)))
        for text in (found, wanted)
    ]
    shared = sum((pieces[0] & pieces[1]).values())
    return 2 * shared / (sum(pieces[0].values()) + sum(pieces[1].values()))


def gold_text(payload: bytes, gold: dict[str, Any]) -> str:
    """The text a person selected on the page, without white space."""
    tree = html.document_fromstring(
        payload.decode("utf-8", "replace").encode(), parser=html.HTMLParser(encoding="utf-8")
    )
    body = max(CSSSelector(gold["body_selector"])(tree), key=lambda element: len(element.text_content()))
    unwanted = "script, style" + (f", {gold['body_remove']}" if gold["body_remove"] else "")
    for element in [*CSSSelector(unwanted)(body), *body.iter(html.etree.Comment)]:
        element.drop_tree()
    return bare(body.text_content())


def real_pages(shared: Path) -> list[tuple[str, Extraction, dict[str, Any], str, float]]:
    """Name, extraction, expected fields, expected text and seconds of each real page."""
    if not (shared / "pages" / "gold.jsonl").exists():
        return []
    lines = (shared / "pages" / "manifest.jsonl").read_text("utf-8").splitlines()
    urls = {page["file"]: page["url"] or "" for page in map(json.loads, lines)}
    rows = []
    for line in (shared / "pages" / "gold.jsonl").read_text("utf-8").splitlines():
        gold = json.loads(line)
        payload = (shared / "pages" / gold["file"]).read_bytes()
        began = time.perf_counter()
        found = extract(payload, urls[gold["file"]], now=NOW)
        took = time.perf_counter() - began
        wanted = {"title": gold["title"], "published_on": gold["pub_date"], "source": gold["source"]}
        rows.append((gold["file"], found, wanted, gold_text(payload, gold), took))
    return rows


def own_fixtures() -> list[tuple[str, Extraction, dict[str, Any], str, float]]:
    """The same for those of our fixtures whose text is written out."""
    rows = []
    for expectation in sorted(FIXTURES.rglob("*.expected.json")):
        expected = json.loads(expectation.read_text("utf-8"))
        stem = expectation.name.removesuffix(".expected.json")
        page = next(path for path in expectation.parent.glob(f"{stem}.*") if path != expectation)
        if "body" in expected:
            began = time.perf_counter()
            found = extract(page.read_bytes(), expected.get("url", ""), now=NOW)
            took = time.perf_counter() - began
            name = f"{page.parent.name}/{stem}"
            rows.append((name, found, expected["fields"], bare("".join(expected["body"])), took))
    return rows


def right_fields(found: Extraction, wanted: dict[str, Any]) -> dict[str, bool]:
    """Per expected field whether it was found (titles without white space)."""
    got = {name: getattr(found, name) for name in wanted}
    return {
        name: bare(str(got[name])) == bare(str(value)) if got[name] is not None else value is None
        for name, value in wanted.items()
    }


def main() -> int:
    parser = argparse.ArgumentParser(description="How well pages are read.")
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    rows = real_pages(parser.parse_args().shared) + own_fixtures()
    table = Table("page", "family", "fields right", "wrong", "F1", "ms", title="extraction quality")
    scores: list[float] = []
    fields: list[bool] = []
    for name, found, wanted, text, took in rows:
        right = right_fields(found, wanted)
        score = shingle_f1(bare(found.body_text), text)
        scores.append(score)
        fields.extend(right.values())
        wrong = ", ".join(field for field, is_right in right.items() if not is_right)
        counts = f"{sum(right.values())}/{len(right)}"
        table.add_row(name, found.family, counts, wrong, f"{score:.4f}", f"{took * 1000:.0f}")
    mean_f1, mean_fields = sum(scores) / len(scores), sum(fields) / len(fields)
    table.add_row(f"mean of {len(rows)}", "", f"{mean_fields:.1%}", "", f"{mean_f1:.4f}", "")
    Console(width=120).print(table)
    return 0 if mean_f1 >= FLOOR_F1 and mean_fields >= FLOOR_FIELDS else 1


if __name__ == "__main__":
    sys.exit(main())
