"""What a document is, of which year, and whose: judged from its title, its text and what the page says."""

from dataclasses import dataclass, replace
from datetime import date

from extraction.facts.confidence import Witness, evidence_for
from extraction.facts.issuer import Attribution, attribute
from extraction.facts.kinds import judge
from extraction.facts.places import Hints
from extraction.facts.years import report_year
from records import Evidence, Issue


@dataclass(frozen=True, slots=True)
class Assessment:
    """The judgements, the evidence for each that was made, and what contradicts them."""

    kind: str
    report_year: int | None
    who: Attribution
    evidence: dict[str, Evidence]
    contradictions: tuple[Issue, ...]


def assess(
    title: str | None,
    body_text: str,
    published_on: date | None,
    publishers: list[str],
    hints: Hints,
    blocked: str = "",
    around: str = "",
) -> Assessment:
    """blocked names the firewall whose page it is, "" for none; around is what the page shows beside title and text;
    the others as judge, report_year and attribute take them. The year of a candidate is what it may be of."""
    kind, kind_evidence, contrary = judge(title, body_text)
    if blocked:
        kind, contrary = "blocked_page", ""
        kind_evidence = evidence_for(kind, [Witness(kind, f"text, {blocked}")])
    year, year_evidence, other_year = None, None, ""
    if kind in ("report", "candidate"):
        year, year_evidence, other_year = report_year(title, body_text, published_on)
    who = attribute(title, body_text, publishers, replace(hints, year=year), around)
    disagreements = {"kind_disagrees": contrary, "year_disagrees": other_year}
    contradictions = [Issue(code, detail) for code, detail in disagreements.items() if detail]
    if kind in ("report", "candidate"):
        contradictions += who.contradictions
    evidence = {"kind": kind_evidence} | ({"report_year": year_evidence} if year_evidence else {})
    return Assessment(kind, year, who, evidence | who.evidence, tuple(contradictions))
