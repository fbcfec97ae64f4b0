"""What the site claims and what it does not, and the error rates of its claims in samples."""

from typing import Any

from storage.lookup.published import rows
from web.page import Ask, Page
from web.words import CLAIMS, of

AUDITS = "SELECT * FROM audits WHERE stratum = 'all' ORDER BY claim"


def about(ask: Ask) -> Page:
    return Page(
        template="about.html",
        title=ask.say("说明与局限", "About and limits"),
        values={"audits": _audits(ask)},
        section="about",
    )


def _audits(ask: Ask) -> list[dict[str, Any]]:
    """The newest audit of each kind of claim; none if no person has checked a sample."""
    found = rows(ask.cursor, AUDITS) if "audits" in ask.published.views else []
    return [row | {"word": of(CLAIMS, row["claim"]).say(ask.language)} for row in found]
