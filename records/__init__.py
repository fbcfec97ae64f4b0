"""The vocabulary: the records that travel between the stages, as frozen dataclasses.

Nothing here uses the network or a database or imports another folder of the project, so every stage may
import it. Only clock.py reads the clock. One record per idea; docs/vocabulary.md defines the words.
"""

from records.attachment import FileReading
from records.capture import (
    COLUMN_OF_REPORTS,
    OUTCOMES,
    Capture,
    ColumnSeen,
    CrawlSummary,
    FailedFetch,
    SiteOutcome,
    UnreadItem,
)
from records.change import Change, kinds_of
from records.decision import Decision
from records.figure import (
    Figure,
    FigureBreak,
    FigureCode,
    FigureDefinition,
    figure_breaks,
    figure_codes,
    figure_definitions,
    figure_quality,
)
from records.government import Government, former_governments, government, governments, present_code
from records.history import Alias, Annex, Carrier, Event, History, Observation, ReportVersion, Sighting
from records.report import FACTS, Attachment, Evidence, Extraction, Issue, Removed, Section, Table
from records.site import Site
from records.walk import Lead, LeftOver, Link, Listing, PageRequest

__all__ = [
    "COLUMN_OF_REPORTS",
    "FACTS",
    "OUTCOMES",
    "Alias",
    "Annex",
    "Attachment",
    "Capture",
    "Carrier",
    "Change",
    "ColumnSeen",
    "CrawlSummary",
    "Decision",
    "Event",
    "Evidence",
    "Extraction",
    "FailedFetch",
    "Figure",
    "FigureBreak",
    "FigureCode",
    "FigureDefinition",
    "FileReading",
    "Government",
    "History",
    "Issue",
    "Lead",
    "LeftOver",
    "Link",
    "Listing",
    "Observation",
    "PageRequest",
    "Removed",
    "ReportVersion",
    "Section",
    "Sighting",
    "Site",
    "SiteOutcome",
    "Table",
    "figure_breaks",
    "figure_codes",
    "figure_definitions",
    "figure_quality",
    "UnreadItem",
    "former_governments",
    "government",
    "governments",
    "kinds_of",
    "present_code",
]
