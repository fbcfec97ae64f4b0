"""A zoo with a host for every misbehaviour, and a client that waits half a second."""

from functools import cache
from typing import Any

import replica
from replica.misbehaviours import MISBEHAVIOURS
from replica.zoo import Zoo
from tests.replica.browser import Answer, Browser

Json = dict[str, Any]
ZOO = Zoo(hosts=3 * len(MISBEHAVIOURS), misbehaving=1 / 3, patience=0.2)
NIGHT = 2


@cache
def truth(night: int) -> list[Json]:
    governments: list[Json] = replica.truth(night, zoo=ZOO)["governments"]
    return governments


def host_of(name: str) -> Json:
    return next(g for g in truth(NIGHT) if g["misbehaviour"] == name)


def names(**facts: object) -> list[str]:
    return [name for name, m in MISBEHAVIOURS.items() if all(getattr(m, k) == v for k, v in facts.items())]


def report_of(browser: Browser, name: str) -> Answer:
    return browser.ask(host_of(name)["reports"][0]["url"])


def home_of(browser: Browser, name: str) -> Answer:
    return browser.ask(host_of(name)["homepage"])


def followed(browser: Browser, url: str) -> Answer:
    """The answer behind the redirect to https."""
    answer = browser.ask(url)
    return browser.ask(answer.headers["Location"]) if answer.status == 301 else answer
