"""The zoo on one night: host names to sites, requests to responses."""

from collections import Counter, OrderedDict
from collections.abc import Hashable
from functools import partial

from replica.internet import Website
from replica.misbehaviours import Visit
from replica.tls import MODERN, NOTHING
from replica.web import Request, Response
from replica.zoo.edits import EditedSite
from replica.zoo.governments import Government
from replica.zoo.holdings import documents
from replica.zoo.kept import KeptPages
from replica.zoo.plan import FIRST
from replica.zoo.zoo import REDESIGNED, Zoo

# Sites whose layout is kept in memory at the same time, about 0.25 MB each: a whole country's.
SITES_KEPT = 3300


class ZooInternet:
    """All hosts of a zoo; a site is laid out when it is first asked, and again when it was long not asked."""

    def __init__(self, night: int, zoo: Zoo) -> None:
        self.night, self.zoo = night, zoo
        self.governments = {government.host: government for government in zoo.chosen}
        self.further_hosts = {
            host: government for government in zoo.chosen for host in self._further_hosts(government)
        }
        self._websites: OrderedDict[str, Website] = OrderedDict()
        self._pages = KeptPages()
        self._visits: Counter[str] = Counter()

    def _further_hosts(self, government: Government) -> tuple[str, ...]:
        misbehaviour = self.zoo.acting(government, self.night)
        return misbehaviour.hosts(self.zoo.plan(government)) if misbehaviour else ()

    def website(self, government: Government) -> Website:
        """The site of this government's host."""
        if government.adcode in self._websites:
            self._websites.move_to_end(government.adcode)
            return self._websites[government.adcode]
        edited = self.edited(government)
        website = self._websites[government.adcode] = Website(
            edited.site, partial(documents, edited), edited.instead
        )
        if len(self._websites) > SITES_KEPT:
            self._websites.popitem(last=False)
        return website

    def edited(self, government: Government) -> EditedSite:
        """The reports of this government's host as they are on the night."""
        misbehaviour = self.zoo.acting(government, self.night)
        redesigned = misbehaviour is not None and misbehaviour.redesigned
        site = self.zoo.plan(government, REDESIGNED if redesigned else FIRST)
        if misbehaviour:
            site = misbehaviour.alter(site)
        story = self.zoo.story_of(government)
        planned = story.planned if story else ()
        return EditedSite(site, self.night, self.zoo.seed, self.zoo.edits, planned)

    def turn_to(self, night: int) -> None:
        """Goes on to another night; sites on which nothing is different then are kept as they are."""
        other = ZooInternet(night, self.zoo)
        for government in self.zoo.chosen:
            if self._state(government) != other._state(government):
                self._websites.pop(government.adcode, None)
                self._pages.forget(government.host)
        self.night, self.further_hosts = night, other.further_hosts

    def _state(self, government: Government) -> Hashable:
        """What follows from the night for a host: equal on two nights, its site is the same."""
        misbehaviour = self.zoo.acting(government, self.night)
        edits = self.edited(government).edits if self.zoo.edits else ()
        story = self.zoo.story_of(government)
        so_far = story.so_far(self.night) if story else ()
        return misbehaviour and misbehaviour.name, len(edits), so_far

    def respond(self, request: Request) -> Response | None:
        """The response of the host's site; None where there is no such host."""
        government = self._government(request.host)
        if government is None:
            return None
        misbehaviour = self.zoo.acting(government, self.night)
        if misbehaviour is None:
            return self._pages.answer(request, lambda: self.website(government).respond(request))
        self._visits[government.adcode] += 1
        count = self._visits[government.adcode]
        return misbehaviour.answer(Visit(self.website(government), request, count, self.zoo.patience))

    def _government(self, host: str) -> Government | None:
        return self.governments.get(host) or self.further_hosts.get(host)

    def tls(self, host: str) -> str:
        """What the host speaks on its port 443, in the words of replica.tls."""
        government = self._government(host)
        if government is None:
            return NOTHING
        misbehaviour = self.zoo.acting(government, self.night)
        if misbehaviour and misbehaviour.foreign and host in self.further_hosts:
            return NOTHING
        if misbehaviour and misbehaviour.tls != MODERN:
            return misbehaviour.tls
        return NOTHING if self.website(government).site.https == "refuse" else MODERN
