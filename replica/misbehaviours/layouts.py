"""Hosts that are in another order than the night before, or keep their texts elsewhere than on the page."""

from dataclasses import replace

from replica.dialects import DIALECTS
from replica.misbehaviours.definition import Catalogue, Visit
from replica.misbehaviours.lists import LATER
from replica.site import Site
from replica.web import Response

LAYOUTS = Catalogue()
# A number no column has.
NEW_NUMBER = 990_017


def _moved_column(site: Site) -> Site:
    """The columns of reports under other addresses and names, straight below the first top column."""
    top = next(column for column in site.columns if not column.parent)
    folder = DIALECTS[site.dialect].folder
    wanted = sorted({filing.column for filing in site.filings})
    paths = {path: folder(top.path, f"fzzfnb{i}", NEW_NUMBER + i) for i, path in enumerate(wanted)}
    columns = tuple(
        replace(c, path=paths[c.path], parent=top.path, name=f"{c.name}专栏") if c.path in paths else c
        for c in site.columns
    )
    filings = tuple(replace(filing, column=paths[filing.column]) for filing in site.filings)
    return replace(
        site, columns=columns, filings=filings, near_misses=paths.get(site.near_misses, site.near_misses)
    )


def _as_pdf(site: Site) -> Site:
    return replace(site, filings=tuple(replace(filing, file="pdf") for filing in site.filings))


def _in_frame(site: Site) -> Site:
    return replace(site, look=replace(site.look, texts="frame"))


def _in_json(site: Site) -> Site:
    return replace(site, look=replace(site.look, texts="json"))


def _texts_on_pages(site: Site) -> bool:
    # UCAP's lists carry the texts, whatever the pages do.
    return site.dialect != "kaipu"


@LAYOUTS.note(expected="broken_listing", first_night=LATER, redesigned=True, findable=False)
def redesign_overnight(visit: Visit) -> Response:
    """A new platform, template and addresses; all old addresses but the home page's are gone."""
    return visit.usual()


@LAYOUTS.note(
    expected="broken_listing", also=("moved",), first_night=LATER, alter=_moved_column, findable=False
)
def column_moved(visit: Visit) -> Response:
    """The columns of reports have new addresses and names; the rest stays."""
    return visit.usual()


@LAYOUTS.note(where="articles", alter=_in_frame, suits=_texts_on_pages)
def body_in_iframe(visit: Visit) -> Response:
    """A report's text is in a frame of the same host."""
    return visit.usual()


@LAYOUTS.note(expected="too_little", where="articles", alter=_in_json, suits=_texts_on_pages, findable=False)
def body_in_json(visit: Visit) -> Response:
    """A report's text comes by a script's call as JSON."""
    return visit.usual()


@LAYOUTS.note(where="articles", alter=_as_pdf)
def body_pdf_only(visit: Visit) -> Response:
    """A report's text is in a PDF, to which the page links."""
    return visit.usual()
