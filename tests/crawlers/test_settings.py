"""Politeness that nobody can switch off by accident, and specifications that make sense."""

import json
from typing import Any

import pytest

from crawlers.errors import BadSpec, ImpoliteDelay
from crawlers.settings import crawl_settings
from crawlers.spec import CrawlSpec, ExtraRequest
from tests.crawlers.web import site


def spec(**changes: Any) -> CrawlSpec:
    values: dict[str, Any] = {"crawl_id": "c1", "data_dir": "data", "sites": (site("www.one.gov.cn"),)}
    return CrawlSpec(**(values | changes))


@pytest.mark.parametrize("via", ["", "proxy.example.org:3128", "10.0.0.1:80", "localhost.example.org:80"])
def test_a_real_host_is_asked_every_two_seconds_at_most(via: str) -> None:
    settings = crawl_settings(spec(via=via))
    assert settings["DOWNLOAD_DELAY"] == 2
    assert settings["DOWNLOAD_DELAY_JITTER"] == 0
    assert settings["CONCURRENT_REQUESTS_PER_DOMAIN"] == 1
    assert "crawlers.middlewares.robots.RobotsMiddleware" in settings["DOWNLOADER_MIDDLEWARES"]
    assert crawl_settings(spec(via=via, delay=5.5))["DOWNLOAD_DELAY"] == 5.5
    for delay in (0, 0.0, -1, 0.5, 1.99, float("nan")):
        with pytest.raises(ImpoliteDelay, match="2 s or more"):
            crawl_settings(spec(via=via, delay=delay))


@pytest.mark.parametrize("via", ["127.0.0.1:8080", "[::1]:8080"])
def test_this_machine_may_be_asked_faster_but_not_without_pause(via: str) -> None:
    assert 0 < crawl_settings(spec(via=via))["DOWNLOAD_DELAY"] < 1
    assert crawl_settings(spec(via=via, delay=0.001))["DOWNLOAD_DELAY"] == 0.001
    for delay in (0, -1):
        with pytest.raises(ImpoliteDelay):
            crawl_settings(spec(via=via, delay=delay))


def test_the_user_agent_says_who_and_where_to_complain(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FAZHI_CONTACT", "https://www.example.org/crawler")
    agent = crawl_settings(spec())["USER_AGENT"]
    assert agent.startswith("fazhi/")
    assert agent.endswith(" (+https://www.example.org/crawler)")


def test_a_specification_survives_its_file() -> None:
    whole = spec(extra=(ExtraRequest("one", "http://www.one.gov.cn/1.html"),), via="127.0.0.1:1", delay=0.5)
    assert CrawlSpec.from_json(whole.to_json()) == whole


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"crawl_id": "../c1"}, "crawl_id"),
        ({"sites": ()}, "sites"),
        ({"sites": (site("www.one.gov.cn"), site("www.one.gov.cn"))}, "name one or more sites, each once"),
        ({"extra": (ExtraRequest("other", "http://www.other.gov.cn/"),)}, "other"),
        ({"page_budget": 0}, "page_budget"),
        ({"via": "http://127.0.0.1:80"}, "HOST:PORT"),
    ],
)
def test_what_makes_no_sense_is_refused(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(BadSpec, match=message):
        spec(**changes)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"crawl_id": "c1"}', "null", '{"sites": 3}'])
def test_what_is_no_specification_is_refused(text: str) -> None:
    with pytest.raises(BadSpec, match="not a crawl specification"):
        CrawlSpec.from_json(text)
    unknown = json.loads(spec().to_json()) | {"speed": "high"}
    with pytest.raises(BadSpec, match="speed"):
        CrawlSpec.from_json(json.dumps(unknown))
