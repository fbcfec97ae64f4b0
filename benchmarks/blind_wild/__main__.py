"""Score the pages and files of one folder: what is read, against their gold.

    python -m benchmarks.blind_wild                 # the table, and how often each fact is wrong
    python -m benchmarks.blind_wild --wrong         # and every wrong case: expected and got
    python -m benchmarks.blind_wild --folder DIR    # another set of the same form: DIR/pages, DIR/files

The gold is described in README.md beside this file. No clock and no other tool is involved.
"""

import argparse
import json
from collections import Counter
from pathlib import Path
from typing import Any

from benchmarks import score
from benchmarks.pages import NOW
from extraction.combine import combine, extract_file
from extraction.files import read_file
from extraction.markup.errors import ExtractionFailed
from extraction.reading import extract
from records import Extraction

HERE = Path(__file__).parent
FACTS = {
    "title": "title",
    "pub_date": "published_on",
    "source": "source",
    "signed_on": "signed_on",
    "is_report": "is_report",
    "report_year": "report_year",
    "issuer": "issuer",
    "doc_number": "doc_number",
    "index_number": "index_number",
}
SHOWN = 70


def read_case(folder: Path, truth: dict[str, Any]) -> tuple[Extraction | None, list[str]]:
    """What is read of a page, a file, or a page with its files, and the codes of all issues."""
    payload = (folder / truth["file"]).read_bytes()
    if folder.name == "files" and "served" not in truth:
        reading = read_file(payload, truth["file"])
        codes = [issue.code for issue in reading.issues]
        found = extract_file(reading, truth["file"], url=truth["url"], now=NOW)
        return found, codes + [issue.code for issue in found.issues]
    try:
        found = extract(payload, truth["url"], now=NOW)
    except ExtractionFailed:
        return None, ["extraction_failed"]
    if "served" in truth:
        readings = {
            url: read_file((folder / name).read_bytes(), name) for url, name in truth["served"].items()
        }
        linked = {attachment.url for attachment in found.attachments}
        read = {url: reading for url, reading in readings.items() if url in linked}
        found = combine(found, read, url=truth["url"], now=NOW)
    return found, [issue.code for issue in found.issues]


def body_of(text: str, title: str | None, is_file: bool) -> str:
    """The squeezed text; of a file without its title, which may be in the text or beside it."""
    flat = score.squeeze(text)
    return flat.replace(score.squeeze(title), "", 1) if is_file and title else flat


def fact_is_right(name: str, expected: Any, got: Any) -> bool:
    if name == "issuer":
        return score.same_body_that_reports(expected, got)
    if name in ("pub_date", "signed_on"):
        return bool(expected == (got.isoformat() if got else None))
    if isinstance(expected, str) or (expected is None and isinstance(got, str)):
        return score.same(expected, got)
    return bool(expected == got)


def judge(folder: Path, truth: dict[str, Any]) -> tuple[dict[str, float], list[tuple[str, Any, Any]]]:
    """A case's columns, and (what, expected, got) for all that is wrong."""
    found, codes = read_case(folder, truth)
    is_file = folder.name == "files"
    title = truth.get("title")
    want = body_of(truth["body_text"], title, is_file)
    text = body_of(found.body_text if found else "", title, is_file)
    f1 = score.overlap(want, text)[0] if want or text else 1.0
    leaks, lost = score.leaked(truth["boilerplate"], text), score.lost_numbers(want, text)
    marks = {"F1": f1, "exact": float(want == text), "leaks": len(leaks), "lost": len(lost)}
    wrong: list[tuple[str, Any, Any]] = []
    if want != text:
        wrong.append(("body", *differing(truth["body_text"], found.body_text if found else "")))
    if leaks:
        wrong.append(("leaks", [], leaks))
    if truth["issues"]:
        raised = any(word in code for word in truth["issues"] for code in codes)
        marks["issues"] = float(raised)
        wrong += [] if raised else [("issues", truth["issues"], codes)]
    for name, attribute in FACTS.items():
        if name not in truth or (name in ("report_year", "issuer") and not truth["is_report"]):
            continue
        got = getattr(found, attribute) if found else None
        right = fact_is_right(name, truth[name], got)
        marks[name] = float(right)
        wrong += [] if right else [(name, truth[name], got)]
    return marks, wrong


def differing(gold: str, got: str) -> tuple[list[str], list[str]]:
    """Lines only one of the two has: the first six of each, cut."""
    left, right = ([score.squeeze(line) for line in text.splitlines()] for text in (gold, got))

    def only_in(mine: list[str], theirs: list[str]) -> list[str]:
        return [line[:SHOWN] for line in mine if line and line not in theirs][:6]

    return only_in(left, right), only_in(right, left)


def score_folder(folder: Path, show_wrong: bool) -> list[str]:
    """The lines of one table."""
    truths = [json.loads(line) for line in (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines()]
    judged = [(truth, *judge(folder, truth)) for truth in truths]
    lines = [f"{folder.name}: {len(truths)} cases"]
    for column in ("F1", "exact", "leaks", "lost", *FACTS, "issues"):
        values = [marks[column] for _, marks, _ in judged if column in marks]
        if not values:
            continue
        if column in ("leaks", "lost"):
            lines.append(f"  {column:13}{sum(values):6.0f}")
        else:
            lines.append(f"  {column:13}{sum(values) / len(values):6.3f}  of {len(values)}")
    right = sum(not wrong for _, _, wrong in judged)
    kinds = Counter(what for _, _, wrong in judged for what, _, _ in wrong)
    lines.append(f"  all right    {right:6}  of {len(judged)}")
    lines.append("  wrong: " + ", ".join(f"{what} {count}" for what, count in kinds.most_common()))
    for truth, _, wrong in judged if show_wrong else ():
        lines += [str(truth["file"]) for _ in wrong[:1]]
        lines += [f"    {what}: expected {expected!r}, got {got!r}" for what, expected, got in wrong]
    return lines


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--wrong", action="store_true", help="list what is wrong, case by case")
    parser.add_argument("--folder", type=Path, default=HERE, help="a folder with pages/ and files/")
    options = parser.parse_args()
    for part in ("pages", "files"):
        if (options.folder / part / "gold.jsonl").exists():
            print("\n".join(score_folder(options.folder / part, options.wrong)))


if __name__ == "__main__":
    main()
