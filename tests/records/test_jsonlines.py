"""A record survives the trip through JSON, whatever its fields hold."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from records import Capture, CrawlSummary, Extraction, Link, Listing, Site
from records.jsonlines import from_json, to_json


@pytest.mark.parametrize("kind", [Capture, CrawlSummary, Extraction, Link, Listing, Site])
@given(data=st.data())
def test_a_record_read_back_equals_the_one_written(kind, data):
    record = data.draw(st.builds(kind))
    assert from_json(kind, json.loads(json.dumps(to_json(record)))) == record


def test_a_line_of_another_version_is_noticed():
    line = to_json(Link("http://www.cixi.gov.cn/a.html", "标题", date(2024, 2, 29)))
    with pytest.raises(TypeError, match="Link has no field colour"):
        from_json(Link, {**line, "colour": "red"})
