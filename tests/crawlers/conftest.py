from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from crawlers.spiders.reports import ReportsSpider
from crawlers.walk.capture_log import CaptureLog
from tests.crawlers.walks import Spiders, spec


@pytest.fixture
def spider(tmp_path: Path) -> Iterator[Spiders]:
    """Makes spiders of crawls that ask nobody; their logs are closed."""
    made: list[ReportsSpider] = []

    def make(**changes: Any) -> ReportsSpider:
        wanted = spec(tmp_path, **changes)
        made.append(ReportsSpider(spec=wanted, capture_log=CaptureLog(wanted, "fazhi")))
        return made[-1]

    yield make
    for one in made:
        one.capture_log.close()
