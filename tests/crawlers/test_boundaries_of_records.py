"""What is wrong in the registry and in sites.csv, whose shard a host is, and how a site's problems add up."""

from dataclasses import replace
from pathlib import Path

import pytest
from scrapy import Request
from scrapy.http import HtmlResponse

from crawlers.host_sharding import hash_shard, registrable, shard_of
from crawlers.lease_file import LeaseLost, LeaseWatch, ShardLease, boot_seconds, read_lease, write_lease
from crawlers.middlewares.refusals import _refusal, host_of, retry_after
from crawlers.registry_check import _of_site, _of_unit
from records import Government, Site
from tests.crawlers.walks import HOST, listing, step, walk

PROVINCES, PREFECTURES = {"浙江省"}, {("浙江省", "宁波市")}
CIXI = Government("330282", "慈溪市", "county", "浙江省", "宁波市", "https://www.cixi.gov.cn/", "")


@pytest.mark.parametrize(
    ("changes", "problems"),
    [
        ({}, []),
        ({"prefecture": ""}, []),
        ({"homepage": ""}, []),
        ({"homepage": "http://www.cixi.gov.cn/"}, []),
        ({"adcode": "33028"}, ["adcode must be six digits"]),
        ({"adcode": "3302821"}, ["adcode must be six digits"]),
        ({"adcode": "33028x"}, ["adcode must be six digits"]),
        ({"level": "town"}, ["level 'town' must be province, prefecture or county"]),
        ({"province": "浙江"}, ["province '浙江' is not in the registry", "prefecture '宁波市' is not in the registry"]),
        ({"prefecture": "宁波"}, ["prefecture '宁波' is not in the registry"]),
        ({"homepage": "ftp://www.cixi.gov.cn/"}, ["homepage 'ftp://www.cixi.gov.cn/' must have the form http(s)://host/"]),
        ({"homepage": "http://www.cixi.gov.cn"}, ["homepage 'http://www.cixi.gov.cn' must have the form http(s)://host/"]),
        ({"homepage": "http:///"}, ["homepage 'http:///' must have the form http(s)://host/"]),
    ],
)  # fmt: skip
def test_a_row_of_the_registry_makes_sense(changes: dict[str, str], problems: list[str]) -> None:
    assert list(_of_unit(replace(CIXI, **changes), PROVINCES, PREFECTURES)) == problems


SITE = Site(
    "330282-cixi", "330282", "http://www.cixi.gov.cn/", ("http://www.cixi.gov.cn/fz/",), ("www.cixi.gov.cn",)
)


@pytest.mark.parametrize(
    ("changes", "count"),
    [
        ({}, 0),
        ({"adcode": "999999"}, 2),
        ({"site_id": "cixi"}, 1),
        ({"site_id": "330282cixi"}, 1),
        ({"seeds": ("http://zwgk.cixi.gov.cn/",)}, 1),
        ({"hosts": ("www.cixi.gov.cn", "www.cixi.com")}, 1),
    ],
)
def test_a_row_of_sites_makes_sense(changes: dict[str, object], count: int) -> None:
    assert len(list(_of_site(replace(SITE, **changes)))) == count  # type: ignore[arg-type]  # fields of several types


def test_a_host_belongs_to_the_shard_of_its_registrable_host() -> None:
    assert [registrable(host) for host in ("WWW.Cixi.gov.cn.", "a.b.cixi.gov.cn", "10.0.0.1", "::1", "localhost")] == [
        "cixi.gov.cn", "cixi.gov.cn", "10.0.0.1", "::1", "localhost",
    ]  # fmt: skip
    own = hash_shard("cixi.gov.cn", 7)
    assert own == shard_of("www.cixi.gov.cn", 7, {}) == shard_of("zwgk.cixi.gov.cn", 7, {"x.gov.cn": 0})
    assert shard_of("www.cixi.gov.cn", 7, {"cixi.gov.cn": 0}) == 0
    assert len({hash_shard(f"{n}.gov.cn", 4) for n in range(99)}) == 4
    fence = ShardLease("n", own, 7, 1)
    assert fence.owns("www.cixi.gov.cn") and not replace(fence, shard=(own + 1) % 7).owns("www.cixi.gov.cn")
    assert replace(fence, shard=(own + 1) % 7, joint=True).owns("www.cixi.gov.cn")


def test_a_lease_holds_for_its_epoch_until_its_time(tmp_path: Path) -> None:
    file = tmp_path / "leases" / "one"
    assert read_lease(file, 3) == 0.0
    write_lease(file, 3, 1234.5)
    assert (read_lease(file, 3), read_lease(file, 4)) == (1234.5, 0.0)
    file.write_text("not a lease at all")
    assert read_lease(file, 3) == 0.0
    other = tmp_path / "other"
    write_lease(file, 3, boot_seconds() + 1000)
    write_lease(other, 1, boot_seconds() + 1000)
    LeaseWatch(ShardLease("n", 0, 1, 3, ((str(file), 3), (str(other), 1)))).check()
    write_lease(other, 1, boot_seconds() - 1)
    with pytest.raises(LeaseLost, match="shard 0 .epoch 3. ended"):
        LeaseWatch(ShardLease("n", 0, 1, 3, ((str(file), 3), (str(other), 1)))).check()


def test_a_page_that_lists_nothing_is_a_problem_only_where_no_column_was_found() -> None:
    one = walk()
    one.unreadable(step(f"{HOST}/fz2/"), "nothing in it")
    assert any("nothing in it" in problem for problem in one.outcome().problems)
    one = walk()
    one.unreadable(step(f"{HOST}/fz2/"), "nothing in it")
    one.open_list(step(trail=("法治政府建设",), score=95, is_search=True), "trs").saw(listing(0, 5), {})
    assert one.outcome().problems == ()


@pytest.mark.parametrize(("length", "kind"), [(60_000, "blocked"), (60_001, "ok")])
def test_a_long_page_is_a_page_whatever_it_says(length: int, kind: str) -> None:
    """Characters of four bytes, because a challenge has no more than 20,000 of them."""
    asked = step(f"{HOST}/a.html", "detail")
    body = f"<html><body><p>请输入验证码</p><!--{'𠀀' * 14_000}".encode().ljust(length)
    assert _refusal(asked, HtmlResponse(asked.page_url, body=body, encoding="utf-8"), False).kind == kind


@pytest.mark.parametrize(
    ("status", "header", "seconds"),
    [(503, "30", 30.0), (429, "30", 30.0), (200, "30", None), (503, "", None), (503, "9" * 12, 999_999_999.0), (503, "x", None), (503, "-1", None)],
)  # fmt: skip
def test_for_how_long_a_server_wants_to_be_left_alone(
    status: int, header: str, seconds: float | None
) -> None:
    response = HtmlResponse(f"{HOST}/", status=status, headers={"Retry-After": header})
    assert retry_after(response) == seconds
    assert host_of(Request("http://WWW.One.gov.cn:8080/a")) == "www.one.gov.cn"
