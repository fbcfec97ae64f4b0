"""Citations of the reports of a page as files: BibTeX, RIS, CSL-JSON."""

from collections.abc import Sequence

from storage.lookup.citation_forms import bibtex, csl, ris
from storage.publishing.cite import Citation
from web.page import Ask, Page


def write_bib(ask: Ask, page: Page) -> tuple[bytes, str]:
    return "\n\n".join(
        bibtex(one) for one in _cited(page)
    ).encode() + b"\n", "application/x-bibtex; charset=utf-8"


def write_ris(ask: Ask, page: Page) -> tuple[bytes, str]:
    return "".join(
        ris(one) for one in _cited(page)
    ).encode(), "application/x-research-info-systems; charset=utf-8"


def write_csl(ask: Ask, page: Page) -> tuple[bytes, str]:
    return csl(*_cited(page)).encode(), "application/vnd.citationstyles.csl+json; charset=utf-8"


def _cited(page: Page) -> Sequence[Citation]:
    return page.citations() if callable(page.citations) else page.citations or ()
