"""What the trail of a visit says of a list that only stops."""

from dataclasses import replace
from datetime import date

import pytest

from flows.rendering.trail import Visit, trail_of
from records import ColumnSeen, SiteOutcome

COLUMN = ColumnSeen(
    "http://one.gov.cn/fz/", "法治政府", 95, (), "generic", 1, 3, 3, True, "", "3 of 3 items seen"
)


@pytest.mark.parametrize(
    ("column", "says"),
    [
        (COLUMN, ""),
        (
            replace(COLUMN, open_end=True, oldest_on=date(2022, 3, 1)),
            "nothing of what is older than 2022-03-01",
        ),
        (
            replace(COLUMN, open_end=True, oldest_on=date(2022, 3, 1), ordered=False),
            "nothing of what is at all",
        ),
    ],
)
def test_a_list_that_only_stops_is_asked_about(column: ColumnSeen, says: str) -> None:
    outcome = SiteOutcome("one", True, 1, 3, 3, 0, 0, False, (), columns=(column,))
    trail = trail_of(Visit("one", [], [], outcome), lambda capture: b"")
    assert ("whether http://one.gov.cn/fz/ has more items" in trail) is bool(says) and says in trail
