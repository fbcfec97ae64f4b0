"""Hosts that send elsewhere: to a new name, to strangers, to the home page, into the private network."""

from dataclasses import replace

from replica.internet import Website
from replica.misbehaviours import pages
from replica.misbehaviours.definition import Catalogue, Visit
from replica.site import Site
from replica.web import Response, page, redirect

MOVES = Catalogue()
PRIVATE = ("http://127.0.0.1/", "http://169.254.169.254/latest/meta-data/")


def _new_host(site: Site) -> str:
    return f"zf.{site.host.removeprefix('www.')}"


def _at_new_host(site: Site) -> Site:
    return replace(site, host=_new_host(site))


def _stranger(site: Site) -> tuple[str, ...]:
    """A host of nobody's government, under a name that belongs to nobody."""
    return (f"www.zf{site.adcode}.example.com",)


def _old_names(site: Site) -> tuple[str, ...]:
    return (_new_host(site),)


@MOVES.note(expected="moved", also=("ok",), hosts=_old_names, alter=_at_new_host)
def homepage_moved(visit: Visit) -> Response:
    """The site has another .gov.cn host now; the old one redirects to its home page."""
    if visit.request.host == visit.site.host:
        return visit.usual()
    return redirect(visit.site.homepage, 301)


@MOVES.note(expected="moved", also=("ok",), hosts=_old_names, alter=_at_new_host)
def homepage_moved_by_meta(visit: Visit) -> Response:
    """As homepage_moved, by a meta refresh on every page of the old host."""
    if visit.request.host == visit.site.host:
        return visit.usual()
    return page(pages.META_REFRESH.format(url=visit.site.homepage))


def _copy(website: Website, visit: Visit) -> Response:
    """The same page at the stranger's, whose links stay there."""
    own, copied = website.site.host, visit.request.host
    answer = website.respond(replace(visit.request, scheme=website.site.scheme, host=own))
    body = answer.body.replace(f"https://{own}".encode(), f"http://{copied}".encode())
    return replace(answer, body=body.replace(own.encode(), copied.encode()))


@MOVES.note(expected="off_domain", hosts=_stranger, foreign=True, findable=False)
def off_domain(visit: Visit) -> Response:
    """Every page redirects to a host that is no government's and holds a copy."""
    if visit.request.host != visit.site.host:
        return _copy(visit.website, visit)
    return redirect(f"http://{_stranger(visit.site)[0]}{visit.request.path}")


@MOVES.note(hosts=_stranger, foreign=True)
def mirrored(visit: Visit) -> Response:
    """The home page links to a host that is no government's and holds a copy."""
    if visit.request.host != visit.site.host:
        return _copy(visit.website, visit)
    answer = visit.usual()
    if visit.request.path != "/" or answer.status != 200:
        return answer
    links = "".join(
        f'<a href="http://{_stranger(visit.site)[0]}{path}">{name}</a>'
        for path, name in (("/", "手机版"), *_columns(visit))
    )
    return replace(answer, body=answer.body.replace(b"</body>", f"{links}</body>".encode()))


def _columns(visit: Visit) -> list[tuple[str, str]]:
    site = visit.site
    wanted = {filing.column for filing in site.filings}
    return [(visit.website.dialect.column_path(c), c.name) for c in site.columns if c.path in wanted]


@MOVES.note(expected="redirected_home", where="articles", findable=False)
def redirected_home(visit: Visit) -> Response:
    """Every article redirects to the home page."""
    return redirect("/") if visit.document else visit.usual()


@MOVES.note(expected="private_address", where="articles", findable=False)
def private_redirect(visit: Visit) -> Response:
    """The reports redirect into the crawler's own network."""
    return redirect(PRIVATE[int(visit.site.adcode) % 2]) if visit.at_report else visit.usual()


@MOVES.note(expected="soft_404", where="articles", findable=False)
def soft_404(visit: Visit) -> Response:
    """Articles and unknown addresses come with status 200 and say that they do not exist."""
    answer = visit.usual()
    return page(pages.SOFT_404) if visit.document or answer.status == 404 else answer
