"""The account of a site: whether everything that was promised was seen."""

from dataclasses import replace

from crawlers.step import Step
from crawlers.walk import SiteWalk, page_key
from records import Link, Listing, PageRequest
from tests.crawlers.web import site

URL = "http://www.one.gov.cn/fz/index{}.html"


def walk(budget: int = 100) -> SiteWalk:
    return SiteWalk(site("www.one.gov.cn"), budget)


def step(url: str, role: str = "list") -> Step:
    return Step("one", role, url, page_key(PageRequest(url, role)))


def listing(items: int, *following: str, **changes: object) -> Listing:
    links = tuple(Link(f"http://www.one.gov.cn/{n}.html", "x") for n in range(items))
    return Listing(links, tuple(PageRequest(url, "list") for url in following), **changes)  # type: ignore[arg-type]


def test_a_list_seen_to_its_end_is_healthy() -> None:
    one = walk()
    one.saw_list(step(URL.format("")), listing(5, URL.format("_1"), URL.format("_2"), promised_pages=3))
    one.saw_list(step(URL.format("_1")), listing(5, promised_pages=3))
    one.saw_list(step(URL.format("_2")), listing(2, promised_pages=3))
    outcome = one.outcome()
    assert (outcome.listing_healthy, outcome.problems) == (True, ())
    assert (outcome.list_pages, outcome.links_found) == (3, 5)


def test_a_chain_of_next_pages_is_one_list() -> None:
    one = walk()
    one.saw_list(step(URL.format("")), listing(5, URL.format("_1"), promised_pages=3))
    one.saw_list(step(URL.format("_1")), listing(5, URL.format("_2"), promised_pages=3))
    assert one.outcome().problems == (f"list {URL.format('')}: 2 of 3 pages seen",)
    one.saw_list(step(URL.format("_2")), listing(2, promised_pages=3))
    assert one.outcome().listing_healthy


def test_two_names_of_one_list_share_their_later_pages() -> None:
    one = walk()
    for first in ("http://www.one.gov.cn/fz/", URL.format("")):
        one.saw_list(step(first), listing(5, URL.format("_1"), promised_pages=2))
    one.saw_list(step(URL.format("_1")), listing(1, promised_pages=2))
    assert one.outcome().problems == ()


def test_promised_pages_without_addresses_are_missed() -> None:
    one = walk()
    one.saw_list(step(URL.format("")), listing(5, promised_pages=11))
    assert one.outcome().problems == (f"list {URL.format('')}: 1 of 11 pages seen",)
    assert not one.outcome().listing_healthy


def test_promised_items_count_where_no_pages_are_promised() -> None:
    one = walk()
    one.saw_list(step(URL.format("")), listing(45, URL.format("_1"), promised_items=50))
    one.saw_list(step(URL.format("_1")), listing(4))
    assert one.outcome().problems == (f"list {URL.format('')}: 49 of 50 items seen",)


def test_forms_of_one_address_are_different_pages() -> None:
    first, second = (PageRequest("http://www.one.gov.cn/p", "list", "POST", f"start={n}") for n in (1, 46))
    assert page_key(first) != page_key(second)
    assert page_key(PageRequest("HTTP://WWW.one.gov.cn:80/p#x", "list")) == page_key(
        PageRequest("http://www.one.gov.cn/p", "detail")
    )


def test_no_list_is_not_healthy_and_an_empty_one_neither() -> None:
    assert not walk().outcome().listing_healthy
    one = walk()
    one.saw_list(step(URL.format("")), listing(0))
    assert not one.outcome().listing_healthy


def test_a_problem_on_a_list_or_the_homepage_counts_elsewhere_not() -> None:
    one = walk()
    one.saw_list(step(URL.format("")), listing(3, problem=""))
    one.missed(step("http://www.one.gov.cn/a", "catalogue"), "status 404")
    one.missed(step("http://www.one.gov.cn/b", "detail"), "status 404")
    assert one.outcome().listing_healthy
    one.saw_list(step(URL.format("_7")), listing(0, problem="stub page"))
    one.missed(step("http://www.one.gov.cn/", "home"), "timeout: took too long")
    assert one.outcome().problems == (
        f"list page {URL.format('_7')}: stub page",
        "homepage http://www.one.gov.cn/: timeout: took too long",
    )
    assert not one.outcome().listing_healthy


def test_the_budget_is_a_number_of_requests() -> None:
    one = walk(budget=2)
    assert [one.spend(), one.spend()] == [True, True]
    assert not one.outcome().budget_spent
    assert not one.spend()
    assert one.outcome().budget_spent
    assert "page budget of 2" in one.outcome().problems[0]


def test_a_site_without_a_list_says_so_and_a_page_asked_for_alone_says_nothing() -> None:
    assert walk().outcome().problems == (
        "no list was found: the column may have moved, or its platform is not known yet",
    )
    alone = SiteWalk(replace(site("www.one.gov.cn"), seeds=()), 100)
    assert alone.outcome().problems == ()
