"""Which shard asks which host: every host in exactly one, whatever the order, and platforms together."""

from hypothesis import given, settings
from hypothesis import strategies as st

from crawlers.host_sharding import registrable, shard_of
from crawlers.lease_file import ShardLease
from flows.cluster.sharding import address_key, shard_sites
from records import Site
from tests.conftest import examples

WORDS = st.sampled_from(["cixi", "ningbo", "hdfx", "bj", "zwgk", "xxgk", "www", "oa"])
HOSTS = st.builds(
    lambda labels, end: ".".join([*labels, end]),
    st.lists(WORDS, min_size=1, max_size=3),
    st.sampled_from(["gov.cn", "zj.gov.cn", "com.cn", "cn"]),
)
ADDRESSES = st.sampled_from(["192.0.2.1", "192.0.2.2", "2001:db8::1"])


def site(number: int, hosts: list[str]) -> Site:
    homepage = f"http://{hosts[0]}/"
    return Site(f"{number:06d}-x", f"{number:06d}", homepage, (homepage,), tuple(hosts))


SITES = st.lists(st.lists(HOSTS, min_size=1, max_size=3), min_size=1, max_size=8).map(
    lambda many: [site(number, hosts) for number, hosts in enumerate(many)]
)


@settings(max_examples=examples(300))
@given(SITES, st.integers(1, 9), st.randoms())
def test_every_host_is_in_exactly_one_shard_whatever_the_order(sites, shards, random):
    found = shard_sites(sites, shards)
    mixed = list(sites)
    random.shuffle(mixed)
    assert shard_sites(mixed, shards) == found
    fences = [ShardLease("night", number, shards, 1, (), found.moved) for number in range(shards)]
    for one in sites:
        for host in one.hosts:
            assert [fence.shard for fence in fences if fence.owns(host)] == [found.of_site[one.site_id]]
    # Hosts of no site of this night have one shard, too.
    assert sum(fence.owns("www.nobody.gov.cn") for fence in fences) == 1


@settings(max_examples=examples(200))
@given(SITES, st.integers(1, 9), st.data())
def test_sites_that_share_an_address_are_in_one_shard(sites, shards, data):
    at = {one.site_id: {address_key(data.draw(ADDRESSES))} for one in sites}
    found = shard_sites(sites, shards, at)
    for address in set().union(*at.values()):
        assert len({found.of_site[one.site_id] for one in sites if address in at[one.site_id]}) == 1
    for one in sites:
        for host in one.hosts:
            assert shard_of(host, shards, dict(found.moved)) == found.of_site[one.site_id]


def test_a_host_that_a_walk_led_to_comes_along():
    sites = [site(1, ["www.cixi.gov.cn"]), site(2, ["www.ningbo.gov.cn"]), site(3, ["www.bj.gov.cn"])]
    apart = shard_sites(sites, 64)
    assert len(set(apart.of_site.values())) == 3
    together = shard_sites(sites, 64, {"000001-x": {"zwgk.ningbo.gov.cn"}})
    assert together.of_site["000001-x"] == together.of_site["000002-x"] != together.of_site["000003-x"]


def test_what_a_host_s_owner_registered():
    assert registrable("www.cixi.gov.cn") == registrable("ZWGK.cixi.gov.cn.") == "cixi.gov.cn"
    assert registrable("www.example.com.cn") == "example.com.cn"
    assert registrable("192.0.2.1") == "192.0.2.1"
    assert registrable("2001:DB8::1") == "2001:db8::1"
    assert registrable("gov.cn") == "gov.cn"


def test_the_shard_of_a_name_never_changes():
    # Another shard for the same name would move every host of an archive.
    assert [shard_of(f"{name}.gov.cn", 16, {}) for name in ("cixi", "ningbo", "bj")] == [10, 9, 11]
