"""The zoo on one night: host names to sites, requests to responses."""

from collections import OrderedDict
from functools import partial

from replica.internet import Website
from replica.tls import MODERN, NOTHING
from replica.web import Request, Response
from replica.zoo.governments import Government
from replica.zoo.holdings import documents
from replica.zoo.zoo import Zoo

# Sites whose pages' addresses are kept in memory at the same time.
SITES_KEPT = 1000


class ZooInternet:
    """All hosts of a zoo; a site is laid out when it is first asked, and again when it was long not asked."""

    def __init__(self, night: int, zoo: Zoo) -> None:
        self.night, self.zoo = night, zoo
        self.governments = {government.host: government for government in zoo.chosen}
        self._websites: OrderedDict[str, Website] = OrderedDict()

    def website(self, government: Government) -> Website:
        """The site of this government's host."""
        host = government.host
        if host in self._websites:
            self._websites.move_to_end(host)
            return self._websites[host]
        site = self.zoo.plan(government).site
        self._websites[host] = Website(site, partial(documents, site))
        if len(self._websites) > SITES_KEPT:
            self._websites.popitem(last=False)
        return self._websites[host]

    def respond(self, request: Request) -> Response | None:
        """The response of the host's site; None where there is no such host."""
        government = self.governments.get(request.host)
        return self.website(government).respond(request) if government else None

    def tls(self, host: str) -> str:
        """What the host speaks on its port 443, in the words of replica.tls."""
        government = self.governments.get(host)
        return MODERN if government and self.website(government).site.https != "refuse" else NOTHING
