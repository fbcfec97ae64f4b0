"""`fazhi decide`: what a person knows better than the rules, as a row of decisions.csv."""

import getpass

from records import Decision, clock
from storage.history.decisions import add_decision, check_asked_for
from storage.paths import DataDir


def decide(data: DataDir, page_url: str, decision: str, report_id: str, because: str, by: str) -> None:
    """Append the decision; DecisionsInvalid, in one line, where it makes no sense or nobody has asked for the
    address."""
    by = by or getpass.getuser()
    decided_on = clock.now().date()
    check_asked_for(data, page_url)
    add_decision(data.decisions, Decision(page_url, decision, report_id, because, decided_on, decided_by=by))
    print(
        f"wrote {data.decisions}; it counts from the next harvest, or `fazhi reextract` and `fazhi publish`"
    )
