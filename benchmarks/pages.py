"""The pages to be judged by: our own gold, and the real saved pages where they are."""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from bs4 import BeautifulSoup

from benchmarks.score import squeeze

HERE = Path(__file__).parent
OWN = HERE / "gold"
BLIND = HERE / "blind" / "pages"
REAL = HERE.parent.parent / "shared" / "pages"
# The day of reading, naive UTC: later dates are typing errors, and tools that ask are told so.
NOW = datetime.fromisoformat("2026-11-01")


@dataclass(frozen=True)
class Gold:
    """Pages as bytes, in order, and the truth of each."""

    name: str
    payloads: list[bytes]
    truths: list[dict[str, Any]]


def digest(folder: Path = OWN) -> str:
    """sha256 over names and bytes of everything in the gold: another digest is another examination."""
    whole = hashlib.sha256()
    for path in sorted(folder.iterdir()):
        whole.update(f"{path.name}\0{hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return whole.hexdigest()


def own_gold(folder: Path = OWN, name: str = "own gold") -> Gold:
    """The gold of this folder."""
    lines = (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines()
    truths = [json.loads(line) for line in lines]
    return Gold(name, [(folder / truth["file"]).read_bytes() for truth in truths], truths)


def blind_gold() -> Gold:
    """The pages written before the extractor was ever run on them."""
    return own_gold(BLIND, "blind gold")


def real_gold(folder: Path = REAL) -> Gold | None:
    """The real detail pages with their gold read by hand; None where the folder is not."""
    if not folder.is_dir():
        return None
    manifest = {row["file"]: row for row in _rows(folder / "manifest.jsonl")}
    payloads, truths = [], []
    for row in _rows(folder / "gold.jsonl"):
        payload = (folder / row["file"]).read_bytes()
        page = manifest[row["file"]]
        payloads.append(payload)
        body = _select(payload.decode(page["encoding_actual"], "replace"), row)
        truths.append({**row, "url": page["url"] or f"http://{row['host']}/", "body_text": body})
    return Gold("real pages", payloads, truths)


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _select(page: str, row: dict[str, Any]) -> str:
    """The body as the gold's own selector says; checked against the length it states."""
    soup = BeautifulSoup(page, row["parser"])
    body = soup.select_one(row["body_selector"])
    if body is None:
        raise ValueError(f"{row['file']}: nothing at {row['body_selector']}")
    for useless in body.select(",".join(filter(None, ("script", "style", row["body_remove"])))):
        useless.decompose()
    text = body.get_text("\n")
    if len(squeeze(text)) != row["body_chars"]:
        raise ValueError(f"{row['file']}: {len(squeeze(text))} characters, the gold says {row['body_chars']}")
    return text
