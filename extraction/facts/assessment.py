"""What a document is, of which year, and whose: judged from its title, its text and what the page says."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from extraction.facts.confidence import Witness, evidence_for
from extraction.facts.drafts import draft_sign
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
    columns: Iterable[str] = (),
) -> Assessment:
    """blocked names the firewall whose page it is, "" for none; around is what the page shows beside title
    and text, columns the names it gives to its place; the others as judge, report_year and attribute take
    them. The year of a candidate, or of a draft, is what it may be of."""
    kind, kind_evidence, contrary = judge(title, body_text)
    if kind in ("report", "candidate") and (sign := draft_sign(title, body_text, columns)):
        kind, contrary = "draft", ""
        kind_evidence = evidence_for(kind, [Witness(kind, f"{sign} calls it a draft")])
    if blocked:
        kind, contrary = "blocked_page", ""
        kind_evidence = evidence_for(kind, [Witness(kind, f"text, {blocked}")])
    year, year_evidence, other_year = None, None, ""
    if kind in ("report", "candidate", "draft"):
        year, year_evidence, other_year = report_year(title, body_text, published_on)
    who = attribute(title, body_text, publishers, replace(hints, year=year), around)
    disagreements = {"kind_disagrees": contrary, "year_disagrees": other_year}
    contradictions = [Issue(code, detail) for code, detail in disagreements.items() if detail]
    if kind in ("report", "candidate"):
        contradictions += who.contradictions
    evidence = {"kind": kind_evidence} | ({"report_year": year_evidence} if year_evidence else {})
    return Assessment(kind, year, who, evidence | who.evidence, tuple(contradictions))
