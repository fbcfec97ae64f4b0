"""What was understood from one capture."""

import hashlib
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Section:
    """A heading of the outline as written and the span it opens.

    level 1 is 一、 2 is （一） 3 is 1. 4 is 一是; number is the numbering as written; start and end are
    character offsets into body_text, from the heading to where the next heading of the same or a
    higher level begins.
    """

    level: int
    number: str
    heading: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file the page links to: absolute URL and the name people see. holds_text says that body_text is
    this file's, because the page has none of its own."""

    url: str
    name: str
    holds_text: bool = False


@dataclass(frozen=True, slots=True)
class Removed:
    """A receipt: visible text that cleaning left out of body_text, and the rule that did it."""

    rule: str
    text: str


@dataclass(frozen=True, slots=True)
class Issue:
    """Something odd a person should look at: a stable code and one line."""

    code: str
    detail: str


@dataclass(frozen=True, slots=True)
class Extraction:
    """One page, understood. A pure function of (payload, URL, declared charset, extractor version).

    None means the page does not say; `evidence` maps each inferred field to what it was read from.
    body_text is lines joined by a newline. kind is one of extraction.kinds.KINDS.
    issuer_level is province, prefecture, county, department or township.
    """

    extractor_version: str
    family: str
    encoding: str
    title: str | None
    is_report: bool
    kind: str
    report_year: int | None
    issuer: str | None
    issuer_level: str | None
    adcode: str | None
    published_on: date | None
    signed_on: date | None
    doc_number: str | None
    index_number: str | None
    source: str | None
    body_text: str
    sections: tuple[Section, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    removed: tuple[Removed, ...] = ()
    issues: tuple[Issue, ...] = ()
    evidence: dict[str, str] = field(default_factory=dict)

    @property
    def text_digest(self) -> str:
        """`sha256:<hex>` over title and body: equal digests mean the issuer's words did not change."""
        words = f"{self.title or ''}\n{self.body_text}".encode()
        return "sha256:" + hashlib.sha256(words).hexdigest()
