"""What a misbehaviour is: how a host answers, and what a right crawler must conclude from it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from replica.holdings import Document
from replica.internet import Website
from replica.site import Site
from replica.tls import MODERN
from replica.web import Request, Response


@dataclass
class Visit:
    """One request to a misbehaving host.

    count is the how many-th request of this host it is; patience is for how many seconds clients are
    expected to wait for an answer.
    """

    website: Website
    request: Request
    count: int
    patience: float

    def usual(self, request: Request | None = None) -> Response:
        """What the site would answer if it behaved."""
        return self.website.respond(request or self.request)

    @property
    def site(self) -> Site:
        return self.website.site

    @cached_property
    def document(self) -> Document | None:
        """The document asked for, None where it is none."""
        return self.website.document_at(self.request.path)

    @property
    def at_report(self) -> bool:
        return self.document is not None and self.document.kind == "report"


Answer = Callable[[Visit], Response]


def usual(visit: Visit) -> Response:
    """The answer of a host that misbehaves by its layout or its TLS alone."""
    return visit.usual()


@dataclass(frozen=True)
class Misbehaviour:
    """One way to misbehave.

    expected is what a right crawler must conclude, `by` the kind of it, also what else is right. where:
    site (the home page shows it), lists, articles (those of reports) or robots. findable: its reports are
    found nevertheless. It acts from first_night on. alter changes the site's definition; redesigned: the
    site has another plan altogether. hosts gives further names that the same host answers for, and foreign
    those of them that are no government's. suits says which sites can misbehave so.
    """

    name: str
    answer: Answer
    expected: str = "ok"
    by: str = ""
    also: tuple[str, ...] = ()
    where: str = "site"
    findable: bool = True
    first_night: int = 1
    tls: str = MODERN
    redesigned: bool = False
    alter: Callable[[Site], Site] = field(default=lambda site: site)
    hosts: Callable[[Site], tuple[str, ...]] = field(default=lambda site: ())
    foreign: bool = False
    suits: Callable[[Site], bool] = field(default=lambda site: True)


class Catalogue(dict[str, Misbehaviour]):
    """Misbehaviours by name, in the order they were written down."""

    def note(self, **facts: Any) -> Callable[[Answer], Answer]:
        """Notes a function as the answer of the misbehaviour of its own name."""

        def noted(answer: Answer) -> Answer:
            name = answer.__name__
            self[name] = Misbehaviour(name, answer, **facts)
            return answer

        return noted
