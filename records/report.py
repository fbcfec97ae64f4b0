"""The extraction of one capture."""

from dataclasses import dataclass, field
from datetime import date

from records.text.text_identity import digest


@dataclass(frozen=True, slots=True)
class Section:
    """A heading of the outline as written and the span it opens.

    level 1 is 一、 2 is （一） 3 is 1. 4 is 一是; number is the numbering as written ("" for a heading
    without one); start and end are character offsets into body_text, from the heading to where the next
    heading of the same or a higher level begins. parts are those of extraction.prose.prescribed_parts.PARTS
    that the heading announces, in the order of its words.
    """

    level: int
    number: str
    heading: str
    start: int
    end: int
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the text: its rows of cells as written, and its span in body_text, where a row is a line
    and its filled cells are joined by tabs. Empty cells are "", a cell that spans others is once."""

    rows: tuple[tuple[str, ...], ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """The source a value was read from, in words, and the confidence of the reading, 0 to 1
    (extraction.facts.confidence)."""

    basis: str
    confidence: float


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


# The fields of an extraction that describe the document itself.
FACTS = (
    "title",
    "kind",
    "report_year",
    "issuer",
    "issuer_level",
    "adcode",
    "published_on",
    "signed_on",
    "doc_number",
    "index_number",
    "source",
)


@dataclass(frozen=True, slots=True)
class Extraction:
    """One page, understood. A pure function of (payload, URL, declared charset, extractor version).

    None means the page does not say; `evidence` maps each inferred field to what it was read from and
    how sure that is.
    body_text is lines joined by a newline. kind is one of extraction.facts.kinds.KINDS.
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
    evidence: dict[str, Evidence] = field(default_factory=dict)
    tables: tuple[Table, ...] = ()

    @property
    def text_digest(self) -> str:
        """`sha256:<hex>` over the identity of title and body: equal digests mean that the issuer's words did
        not change."""
        return digest(self.title, self.body_text)
