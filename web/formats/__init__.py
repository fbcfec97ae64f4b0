"""The formats of a Page: HTML, JSON, CSV, Excel, Atom, plain text, citations."""

from web.formats import html
from web.formats.atom import write_atom
from web.formats.cite import write_bib, write_csl, write_ris
from web.formats.data import write_csv, write_json
from web.formats.sheet import write_xlsx
from web.page import Ask, Page

EXTENSIONS = ("json", "csv", "xlsx", "atom", "txt", "md", "bib", "ris", "csl.json")


def write(ask: Ask, page: Page, form: str) -> tuple[bytes, str]:
    """The page in this format ("" is HTML) and its media type. Raises KeyError if the page does not have
    it."""
    if not form:
        return html.render(ask, page), html.MEDIA_TYPE
    if form not in page.formats:
        raise KeyError(form)
    if form in ("txt", "md"):
        text = page.text if form == "txt" else page.markdown
        return (text or "").encode(), f"text/{'plain' if form == 'txt' else 'markdown'}; charset=utf-8"
    writers = {
        "json": write_json,
        "csv": write_csv,
        "xlsx": write_xlsx,
        "atom": write_atom,
        "bib": write_bib,
        "ris": write_ris,
        "csl.json": write_csl,
    }
    return writers[form](ask, page)


def split(path: str) -> tuple[str, str]:
    """An address without its format, and the format ("" for none)."""
    for extension in sorted(EXTENSIONS, key=len, reverse=True):
        if path.endswith("." + extension):
            bare = path[: -len(extension) - 1]
            return ("/" if bare == "/index" else bare), extension
    return path, ""
