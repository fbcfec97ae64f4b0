"""Hosts that do not let a crawler in: challenges, refusals, too many requests."""

from replica.misbehaviours import pages
from replica.misbehaviours.definition import Catalogue, Visit
from replica.web import Response, page

BLOCKS = Catalogue()
# So many requests a rate limit lets through.
ALLOWED = 3


@BLOCKS.note(expected="blocked", by="ruishu_412", findable=False)
def blocked_412(visit: Visit) -> Response:
    """瑞数: every page is 412 with a script and a pair of cookies."""
    cookies = (("Set-Cookie", "yQx2S=60a1.4e2f; Path=/; HttpOnly"), ("Set-Cookie", "yQx2T=0; Path=/"))
    return Response(412, pages.RUISHU.encode(), headers=cookies)


@BLOCKS.note(expected="blocked", by="jiasule_521", also=("robots",), findable=False)
def blocked_521(visit: Visit) -> Response:
    """加速乐: 521 with a script that computes the second cookie."""
    headers = (("X-Via-JSL", "5d3a1c7,-"), ("Set-Cookie", "__jsluid_s=0f7c2d; Max-Age=31536000; Path=/"))
    return Response(521, pages.JIASULE.encode(), "text/html;charset=utf-8", headers=headers)


def _refused(status: int, visit: Visit) -> Response:
    event = f"{visit.site.adcode}{visit.count:08d}"
    return page(pages.CLOUD_WAF.format(status=status, event=event), status)


@BLOCKS.note(expected="blocked", by="waf_403", findable=False)
def blocked_403(visit: Visit) -> Response:
    """A firewall's page with 403."""
    return _refused(403, visit)


@BLOCKS.note(expected="blocked", by="waf_405", findable=False)
def blocked_405(visit: Visit) -> Response:
    """A firewall's page with 405."""
    return _refused(405, visit)


@BLOCKS.note(expected="blocked", by="waf_418", findable=False)
def blocked_418(visit: Visit) -> Response:
    """A firewall's page with 418 and the number of the event."""
    return _refused(418, visit)


@BLOCKS.note(expected="blocked", by="captcha", findable=False)
def captcha_200(visit: Visit) -> Response:
    """A challenge in place of every page, with status 200."""
    return page(pages.CAPTCHA)


@BLOCKS.note(expected="blocked", by="cookie_loop", findable=False)
def cookie_loop(visit: Visit) -> Response:
    """Every page redirects to itself with a new cookie, for ever."""
    asked = visit.request
    here = f"{asked.scheme}://{asked.host}{asked.path}"
    return Response(302, b"", "text/html", here, headers=(("Set-Cookie", f"CT6T={visit.count:06x}; Path=/"),))


def _limited(visit: Visit, status: int) -> Response:
    if visit.count <= ALLOWED:
        return visit.usual()
    busy = pages.BUSY.format(status=status).encode()
    return Response(status, busy, headers=(("Retry-After", "3600"),))


@BLOCKS.note(expected="retry_after", by="503", also=("blocked",), findable=False)
def retry_after_503(visit: Visit) -> Response:
    """After the first few requests 503 with Retry-After."""
    return _limited(visit, 503)


@BLOCKS.note(expected="retry_after", by="429", also=("blocked",), findable=False)
def retry_after_429(visit: Visit) -> Response:
    """After the first few requests 429 with Retry-After."""
    return _limited(visit, 429)


@BLOCKS.note(expected="robots", where="robots", findable=False)
def robots_disallow(visit: Visit) -> Response:
    """robots.txt forbids everything; the pages are there."""
    if visit.request.path == "/robots.txt":
        return Response(200, b"User-agent: *\nDisallow: /\n", "text/plain")
    return visit.usual()


@BLOCKS.note(expected="robots", where="robots", findable=False)
def robots_500(visit: Visit) -> Response:
    """robots.txt cannot be had for an error of the server, which RFC 9309 reads as: all forbidden."""
    return (
        page("<html><body>500</body></html>", 500) if visit.request.path == "/robots.txt" else visit.usual()
    )
