"""What a report is called: by whose and of which year its text says it is."""

import hashlib
import re
from dataclasses import replace
from typing import Protocol
from urllib.parse import urlsplit

from records import Sighting, government
from records.url import canonical_url

READ, GONE = "read", "gone"
GOVERNMENT_LEVELS = frozenset({"province", "prefecture", "county"})
NAME = re.compile(r"(?P<adcode>\d{6})-(?P<year>\d{4})(?P<body>-[0-9a-f]{8})?")


class Naming(Protocol):
    """What a report's name is made of (an Extraction has it, a Sighting too)."""

    @property
    def is_report(self) -> bool: ...
    @property
    def adcode(self) -> str | None: ...
    @property
    def report_year(self) -> int | None: ...
    @property
    def issuer(self) -> str | None: ...
    @property
    def issuer_level(self) -> str | None: ...


def report_id(naming: Naming, page_url: str) -> str | None:
    """The report's name, readable and stable; None for a page that is not a report.

    `330282-2024` for a government's own report, `330282-2024-1f9a03bc` (the issuer's name, hashed) for a
    department's or a town's, `www.cixi.gov.cn-5d1e77aa` (the address, hashed) where the text does not say
    whose report of which year it is.
    """
    if not naming.is_report:
        return None
    if not says_its_name(naming):
        address = canonical_url(page_url)
        return f"{urlsplit(address).hostname}-{short_hash(address)}"
    name = f"{naming.adcode}-{naming.report_year}"
    if naming.issuer_level in GOVERNMENT_LEVELS:
        return name
    return f"{name}-{short_hash(''.join((naming.issuer or '').split()))}"


def says_its_name(naming: Naming) -> bool:
    """Whether the text says whose report of which year it is."""
    whose = naming.issuer_level in GOVERNMENT_LEVELS or bool(naming.issuer)
    return bool(naming.is_report and naming.adcode and naming.report_year and whose)


def renamed(sighting: Sighting, name: str) -> Sighting:
    """The sighting as if its text named this report id: its government and year, and that government as
    issuer unless the id names a body or the issuer is the government already. Other fields stay. KeyError if
    the id has an unknown division code."""
    match = NAME.fullmatch(name)
    if match is None or sighting.observation.outcome != READ:
        return sighting
    told = replace(sighting, adcode=match["adcode"], report_year=int(match["year"]))
    if match["body"] or (sighting.adcode == told.adcode and sighting.issuer_level in GOVERNMENT_LEVELS):
        return told
    place = government(match["adcode"])
    return replace(told, issuer=f"{place.full_name}人民政府", issuer_level=place.level)


def short_hash(words: str) -> str:
    """Eight hexadecimal digits that replace these words in a name."""
    return hashlib.sha256(words.encode()).hexdigest()[:8]
