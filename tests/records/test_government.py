"""The registry, and who was in it before."""

import csv
from pathlib import Path

import pytest

from crawlers.registry_check import contradictions
from records import former_governments, government, governments, present_code


def test_registry_and_sites_agree_with_themselves() -> None:
    assert contradictions() == []


def test_every_government_of_the_shared_list_is_carried(shared: Path) -> None:
    with (shared / "registry" / "governments.csv").open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    assert len(rows) == len(governments())
    for row in rows:
        # 新疆生产建设兵团 has no division code.
        unit = government(row["adcode"] or "660000")
        assert (
            unit.name,
            unit.level,
            unit.province,
            unit.prefecture,
            unit.homepage,
            unit.homepage_evidence,
        ) == (row["name"], row["level"], row["province"], row["prefecture"], row["homepage"], row["evidence"])


def test_a_former_code_is_known_and_leads_to_who_is_there_today() -> None:
    former = government("330103")
    assert (former.full_name, former.level, former.abolished) == ("杭州市下城区", "county", 2021)
    assert government(present_code("330103")).name == "拱墅区"
    assert present_code("330105") == "330105"
    # 黔西县 became 黔西市 after its prefecture had got a new code.
    assert government(present_code("522423")).name == "黔西市"
    with pytest.raises(KeyError):
        government("999999")


def test_former_units_end_in_a_year_and_in_a_government() -> None:
    found = former_governments()
    assert len(found) > 300
    assert all(
        one.abolished and 2010 <= one.abolished <= 2026 and one.successor in governments() for one in found
    )
    assert len({(one.adcode, one.name) for one in found}) == len(found)
