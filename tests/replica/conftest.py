"""Both nights of the replica, running, and every page of them as a client saw it."""

from collections.abc import Iterator

import pytest

import replica
from tests.replica.browser import Browser

Pages = dict[str, dict[str, str]]


@pytest.fixture(scope="package")
def night_one() -> Iterator[Browser]:
    with replica.running(night=1) as running:
        browser = Browser(running.address)
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def night_two() -> Iterator[Browser]:
    with replica.running(night=2) as running:
        browser = Browser(running.address)
        yield browser
        browser.close()


def _all_pages(browser: Browser, night: int) -> Pages:
    return {g["adcode"]: browser.walk(g["homepage"]) for g in replica.truth(night)["governments"]}


@pytest.fixture(scope="package")
def pages_one(night_one: Browser) -> Pages:
    return _all_pages(night_one, 1)


@pytest.fixture(scope="package")
def pages_two(night_two: Browser) -> Pages:
    return _all_pages(night_two, 2)
