"""A person's decision about a page, which overrides what its text says."""

import re
from dataclasses import dataclass
from datetime import date

DECISIONS = ("carries", "separate", "no_report")

# A report id ends in a year or in the hash of an issuer or address. A report that only a foreign host carries
# has `u` and that host's hash. Further documents with the same id get -2, -3, …
REPORT_ID = re.compile(
    r"(?P<name>\S*?-(?:\d{4}|[0-9a-f]{8}))(?P<document>(?:-u[0-9a-f]{8})?(?:-[1-9]\d{0,2})?)"
)


@dataclass(frozen=True, slots=True)
class Decision:
    """One row of decisions.csv.

    carries: the page carries the report named by report_id, whatever its text says; separate: it is a
    document of its own among those of its issuer and year; no_report: it carries none. report_id is
    empty but for carries. reason and decided_by are for people.
    """

    page_url: str
    decision: str
    report_id: str
    reason: str
    decided_on: date
    decided_by: str
