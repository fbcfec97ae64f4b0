from collections.abc import Iterator

import pytest

import replica
from tests.replica.browser import Browser
from tests.replica.misbehaviours.hosts import NIGHT, ZOO


@pytest.fixture(scope="package")
def address() -> Iterator[str]:
    with replica.running(NIGHT, zoo=ZOO) as running:
        yield running.address


@pytest.fixture
def browser(address: str) -> Iterator[Browser]:
    browser = Browser(address)
    yield browser
    browser.close()
