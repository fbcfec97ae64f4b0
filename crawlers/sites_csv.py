"""Reads sites.csv as spreadsheet programs save it. Each invalid row is reported in a line of its own."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from crawlers.errors import BadSpec
from records import Site
from records.text.edited_csv import read_edited
from records.text.printable import printable

COLUMNS = ("site_id", "adcode", "homepage", "hosts", "seeds", "min_reports", "note")
# A site_id names folders and rows, so it must not contain path separators.
_SITE_ID = re.compile(r"\w[\w-]{0,79}(?:\.[\w-]{1,80}){0,9}")
_HOST = re.compile(r"[a-z0-9][a-z0-9.-]{1,250}[a-z0-9]")


def read_sites(content: bytes, name: str = "sites.csv") -> dict[str, Site]:
    """The sites by site_id. Raises BadSpec: one line for each invalid row."""
    edited = read_edited(content, COLUMNS)
    wrong = [f"{name}, {fault}" for fault in edited.faults]
    found: dict[str, Site] = {}
    lines: dict[str, int] = {}
    for line, row in edited.rows:
        faults = list(_faults(row))
        if row["site_id"] in found:
            faults.append(
                f"site_id {row['site_id']} is already used in line {lines[row['site_id']]}:"
                " remove one of the rows"
            )
        wrong += [f"{name}, line {line}: {fault}" for fault in faults]
        if not faults:
            lines[row["site_id"]] = line
            found[row["site_id"]] = _site(row)
    if wrong:
        raise BadSpec(printable("\n".join(wrong)))
    return found


def _faults(row: dict[str, str]) -> Iterator[str]:
    if not _SITE_ID.fullmatch(row["site_id"]):
        yield f"site_id is {row['site_id']!r}: letters, digits and - only, such as 330282-cixi"
    if not re.fullmatch(r"[0-9]{6}", row["adcode"]):
        yield f"adcode is {row['adcode']!r}: must be the six digits of the registry"
    for address in (row["homepage"], *row["seeds"].split()):
        if not _is_web_address(address):
            yield f"{address!r} is not a web address: it must begin with http:// or https://"
    hosts = row["hosts"].lower().split()
    for host in hosts:
        if not _HOST.fullmatch(host) or ".." in host:
            yield f"{host!r} is not a host name: write it like www.cixi.gov.cn, without http:// and path"
    if not hosts:
        yield "hosts is empty: list at least the host of the homepage"
    if row["min_reports"] and not re.fullmatch(r"[0-9]{1,6}", row["min_reports"]):
        yield f"min_reports is {row['min_reports']!r}: must be a number"


def _is_web_address(address: str) -> bool:
    try:
        parts = urlsplit(address)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def _site(row: dict[str, str]) -> Site:
    return Site(
        site_id=row["site_id"],
        adcode=row["adcode"],
        homepage=row["homepage"],
        seeds=(row["homepage"], *row["seeds"].split()),
        hosts=tuple(row["hosts"].lower().split()),
        min_reports=int(row["min_reports"] or 0),
    )
