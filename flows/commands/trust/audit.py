"""`fazhi audit`: a sample of the archive's claims to be checked by a person, and its result."""

import csv
import html
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from records import clock
from storage.errors import AuditInvalid
from storage.paths import DataDir
from storage.publishing.audit_results import COLUMNS, keep_results, sheet_rows
from storage.publishing.audit_sample import CLAIMS, Drawn, claims_of, draw, places
from storage.publishing.query import open_published

PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{audit}</title><style>
body {{ font: 16px/1.5 sans-serif; max-width: 60em; margin: 2em auto }} article {{ border-top: 1px solid #999 }}
small {{ color: #555 }}
</style></head><body><h1>{audit}</h1>
<p>{count} claims of the archive. Look at each, at the live page and at the captures that prove it, and write right, wrong
or unsure into the column verdict of <code>{audit}.csv</code>. Then: <code>fazhi audit result {audit}.csv</code></p>
{items}</body></html>
"""


def draw_sample(data: DataDir, claims: str, sample: int, seed: int, folder: Path) -> None:
    """Writes the work sheet (HTML) and the sheet to complete (CSV). Raises AuditInvalid if there are no such
    claims."""
    kinds = tuple(dict.fromkeys(one.strip() for one in claims.split(",") if one.strip()))
    if strange := [one for one in kinds if one not in CLAIMS]:
        raise AuditInvalid(f"unknown kind of claim: {', '.join(strange)}; choose from {', '.join(CLAIMS)}")
    with open_published(data) as connection:
        drawn = draw(claims_of(connection, kinds), sample, seed)
        proofs = places(connection, drawn)
    if not drawn:
        raise AuditInvalid(
            f"the archive has no claims of this kind: {', '.join(kinds)}; `fazhi ledger` shows which statuses occur"
        )
    drawn_on = f"{clock.now():%Y-%m-%d}"
    audit = f"audit-{drawn_on}-{seed}"
    folder.mkdir(parents=True, exist_ok=True)
    sheet, page = folder / f"{audit}.csv", folder / f"{audit}.html"
    with sheet.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        writer.writerows(sheet_rows(audit, drawn_on, drawn))
    page.write_text(work_sheet(audit, drawn, proofs), encoding="utf-8")
    print(f"wrote {page}\nwrote {sheet}: fill in the column verdict, then `fazhi audit result {sheet}`")


def work_sheet(audit: str, drawn: Sequence[Drawn], proofs: Mapping[str, tuple[Any, ...]]) -> str:
    """The sample as a page: each claim with its proof."""
    items = "".join(_item(number, one, proofs) for number, one in enumerate(drawn, start=1))
    return PAGE.format(audit=html.escape(audit), count=len(drawn), items=items)


def _item(number: int, one: Drawn, proofs: Mapping[str, tuple[Any, ...]]) -> str:
    claim = one.claim
    shown = "".join(
        f"<li>{_link(url)} <small>{captured_at} UTC, capture {html.escape(capture)}, {html.escape(warc)} at"
        f" {offset}</small></li>"
        for capture in claim.captures
        if capture in proofs
        for url, captured_at, warc, offset in [proofs[capture]]
    )
    return (
        f"<article><h2>{number}. {html.escape(claim.item)}</h2><p>{html.escape(claim.statement)}</p>"
        f"<p>Live: {_link(claim.live_url)}</p><p>Proof:</p><ul>{shown}</ul></article>\n"
    )


def _link(url: str) -> str:
    """A clickable address; one with another scheme than http(s) is shown as text."""
    safe = html.escape(url, quote=True)
    return (
        f'<a href="{safe}" rel="noreferrer">{safe}</a>' if url.startswith(("http://", "https://")) else safe
    )


def take_result(data: DataDir, path: Path) -> None:
    """Stores a completed sheet; its rates are in the archive after the next publication."""
    audit = keep_results(data, path)
    print(
        f"stored {data.audits / audit}.csv; `fazhi publish` shows its error rates in `audits` and `fazhi"
        " status`"
    )
