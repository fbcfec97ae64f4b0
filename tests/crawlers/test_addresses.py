"""Only the public internet is connected to: by address, by name, and when the name changes its mind."""

import ipaddress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from twisted.internet.address import IPv4Address, IPv6Address

from crawlers.transport.addresses import is_private_literal, is_public
from crawlers.transport.resolver import PublicResolver, refused_address
from records import Site
from tests.crawlers.web import Web, crawl

PRIVATE_V4 = [
    "0.0.0.0", "10.1.2.3", "100.64.0.1", "127.0.0.1", "127.255.0.1", "169.254.169.254", "172.16.0.1",
    "192.0.0.1", "192.168.1.1", "198.18.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255",
]  # fmt: skip


@pytest.mark.parametrize("address", PRIVATE_V4)
def test_a_private_address_is_none_of_ours_in_any_dress(address: str) -> None:
    v4 = ipaddress.IPv4Address(address)
    dressed = [f"::ffff:{v4}", f"::{v4}", f"64:ff9b::{v4}", f"2002:{int(v4) >> 16:x}:{int(v4) & 0xFFFF:x}::1"]
    for text in (address, *dressed):
        assert not is_public(ipaddress.ip_address(text)), text
        assert is_private_literal(text), text


@pytest.mark.parametrize(
    "address",
    ["::", "::1", "fe80::1", "fc00::1", "fd12::1", "fec0::1", "ff02::1", "64:ff9b:1::1", "2001::1", "100::1"],
)
def test_private_addresses_of_version_six(address: str) -> None:
    assert not is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", ["1.2.4.8", "2400:3200::1", "::ffff:1.2.4.8", "64:ff9b::102:408"])
def test_public_addresses(address: str) -> None:
    assert is_public(ipaddress.ip_address(address))
    assert not is_private_literal(address)


@given(st.ip_addresses(v=4))
def test_a_dress_changes_nothing(address: ipaddress.IPv4Address) -> None:
    for prefix in ("::ffff:", "64:ff9b::"):
        assert is_public(ipaddress.ip_address(f"{prefix}{address}")) == is_public(address)


@pytest.mark.parametrize("host", ["localhost", "a.localhost", "fe80::1%eth0", "10.0.0.1%eth0"])
def test_names_of_this_machine(host: str) -> None:
    assert is_private_literal(host)
    assert not is_private_literal("www.localhost.gov.cn")


class Names:
    """A name server whose answer is another one each time, as one that wants to lead somebody inside."""

    def __init__(self, *answers: list[IPv4Address | IPv6Address]) -> None:
        self._answers = list(answers)

    def resolveHostName(self, receiver: Any, name: str, *_: Any) -> Any:
        receiver.resolutionBegan(None)
        for address in self._answers.pop(0):
            receiver.addressResolved(address)
        receiver.resolutionComplete()


class Heard:
    """What would be connected to."""

    def __init__(self) -> None:
        self.addresses: list[str] = []
        self.is_complete = False

    def resolutionBegan(self, resolution: Any) -> None: ...

    def addressResolved(self, address: Any) -> None:
        self.addresses.append(address.host)

    def resolutionComplete(self) -> None:
        self.is_complete = True


def look_up(resolver: PublicResolver, name: str) -> list[str]:
    heard = Heard()
    resolver.resolveHostName(heard, name, 80)
    assert heard.is_complete
    return heard.addresses


def test_a_name_that_turns_inside_leads_nowhere() -> None:
    public, inside = IPv4Address("TCP", "1.2.4.8", 80), IPv4Address("TCP", "10.0.0.1", 80)
    mapped = IPv6Address("TCP", "::ffff:127.0.0.1", 80)
    resolver = PublicResolver(None, Names([public, inside], [inside, mapped], [public]), via="")
    assert look_up(resolver, "www.one.gov.cn") == ["1.2.4.8"]
    assert look_up(resolver, "www.one.gov.cn") == []
    assert refused_address("www.one.gov.cn") == "::ffff:7f00:1"
    assert look_up(resolver, "www.one.gov.cn") == ["1.2.4.8"]
    assert refused_address("www.one.gov.cn") == ""


def test_the_proxy_itself_may_stand_inside_and_the_replica_too() -> None:
    inside = [IPv4Address("TCP", "10.0.0.1", 80)]
    resolver = PublicResolver(None, Names(inside, inside), via="proxy.example.org:3128")
    assert look_up(resolver, "proxy.example.org") == ["10.0.0.1"]
    assert look_up(resolver, "www.one.gov.cn") == []
    assert look_up(PublicResolver(None, Names(inside), via="127.0.0.1:8080"), "www.one.gov.cn") == [
        "10.0.0.1"
    ]


def test_a_crawl_without_proxy_does_not_come_back_to_this_machine(tmp_path: Path) -> None:
    """To a resolver that is a short way to write 127.0.0.1, and no name server is asked."""
    name = "127.1"
    one = Site("one", "", f"http://{name}/", (f"http://{name}/",), (name,))
    crawled = crawl(tmp_path, Web({}), one, via="", delay=2)
    assert {failure.kind for failure in crawled.failures} == {"private_address"}
    assert crawled.captures == []
