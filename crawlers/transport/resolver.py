"""Names to addresses, the private ones left out: the resolver that connections are really made with, so that
a name cannot lead somewhere else between check and use."""

from collections.abc import Sequence
from typing import Any

from scrapy.crawler import CrawlerProcess
from twisted.internet.interfaces import IAddress, IHostnameResolver, IResolutionReceiver
from zope.interface import implementer

from crawlers.settings import VIA, is_loopback, proxy_host
from crawlers.transport.addresses import is_public, literal

# By host: an address that was refused when it was last looked up. One process is one crawl.
_refused: dict[str, str] = {}


def refused_address(host: str) -> str:
    """The private address because of which this host is not contacted, "" for none."""
    return _refused.get(host, "")


@implementer(IResolutionReceiver)
class _PublicOnly:
    """Passes on public addresses only. A host with private addresses only does not resolve."""

    def __init__(self, receiver: Any, host: str) -> None:
        self._receiver = receiver
        self._host = host
        _refused.pop(host, None)

    def resolutionBegan(self, resolution: Any) -> None:
        self._receiver.resolutionBegan(resolution)

    def addressResolved(self, address: Any) -> None:
        found = literal(getattr(address, "host", ""))
        if found is not None and is_public(found):
            self._receiver.addressResolved(address)
        else:
            _refused[self._host] = str(found or address)

    def resolutionComplete(self) -> None:
        self._receiver.resolutionComplete()


@implementer(IHostnameResolver)
class PublicResolver:
    """The reactor's resolver without private addresses, except those of the proxy (via); with a proxy on
    this machine, which is how the replica is reached, nothing is left out."""

    def __init__(self, reactor: Any, resolver: Any, via: str) -> None:
        self._reactor = reactor
        self._resolver = resolver
        self._via = via

    @classmethod
    def from_crawler(cls, crawler: CrawlerProcess, reactor: Any) -> "PublicResolver":
        return cls(reactor, reactor.nameResolver, crawler.settings[VIA])

    def install_on_reactor(self) -> None:
        self._reactor.installNameResolver(self)

    def resolveHostName(
        self,
        resolutionReceiver: Any,
        hostName: str,
        portNumber: int = 0,
        addressTypes: Sequence[type[IAddress]] | None = None,
        transportSemantics: str = "TCP",
    ) -> Any:
        is_proxy = bool(self._via) and hostName == proxy_host(self._via)
        if not is_proxy and not is_loopback(self._via):
            resolutionReceiver = _PublicOnly(resolutionReceiver, hostName)
        return self._resolver.resolveHostName(
            resolutionReceiver, hostName, portNumber, addressTypes, transportSemantics
        )
