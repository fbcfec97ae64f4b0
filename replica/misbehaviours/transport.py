"""Hosts whose connections fail: no https, bad TLS, nobody there, answers that never come."""

from dataclasses import replace

from replica.misbehaviours.definition import Catalogue, Visit
from replica.site import Site
from replica.tls import NOBODY, NOTHING, OLD, RESET, WRONG_HOST
from replica.web import Response, Wire

TRANSPORT = Catalogue()
# So many times longer than clients wait does a silence last.
PATIENCES = 3.0


def _by_https(site: Site) -> bool:
    return site.http == "to_https"


def _without_https(site: Site) -> Site:
    return replace(site, http="serve", https="gone" if int(site.adcode) % 2 else "refuse")


@TRANSPORT.note(suits=_by_https, alter=_without_https)
def http_only(visit: Visit) -> Response:
    """https, by which the list of governments knows the site, is gone (410) or refused; http answers."""
    return visit.usual()


@TRANSPORT.note(expected="tls", by="reset", suits=_by_https, tls=RESET, findable=False)
def dead_https(visit: Visit) -> Response:
    """The TLS handshake is torn down; plain http sends there."""
    return visit.usual()


@TRANSPORT.note(also=("tls",), by="old", suits=_by_https, tls=OLD)
def old_tls(visit: Visit) -> Response:
    """TLS 1.0 and nothing newer."""
    return visit.usual()


@TRANSPORT.note(also=("tls",), by="wrong_host", suits=_by_https, tls=WRONG_HOST)
def wrong_host_cert(visit: Visit) -> Response:
    """The certificate is another host's."""
    return visit.usual()


@TRANSPORT.note(expected="timeout", findable=False)
def timeout(visit: Visit) -> Response:
    """Requests are taken and never answered."""
    return Response(200, b"", wire=Wire(pause=visit.patience * PATIENCES, ending="silence"))


@TRANSPORT.note(expected="http_error", by="502", also=("refused", "robots"), tls=NOTHING, findable=False)
def refused(visit: Visit) -> Response:
    """Nothing listens: a proxy, which the replica is, says 502."""
    return Response(502, b"connection refused\n", "text/plain")


@TRANSPORT.note(expected="http_error", by="504", also=("dns", "robots"), tls=NOBODY, findable=False)
def no_such_name(visit: Visit) -> Response:
    """The name cannot be resolved: a proxy says 504, and to whoever asks for a tunnel why."""
    return Response(504, b"name not resolved\n", "text/plain")
