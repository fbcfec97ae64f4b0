"""Citations as people and programs write them: GB/T 7714, BibTeX, RIS, CSL-JSON.

Days are those of China (UTC+8), where the pages are published; the instant of the capture is given in UTC.
"""

import json
import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from storage.publishing.cite import Citation

NO_TITLE = "无题名"
WARNING = "【演示档案：文字虚构，不能引用】"
"""Printed before the citation of an invented text."""
CHINA = timedelta(hours=8)

# The special characters of TeX. The backslash comes first in the text and so is replaced only once.
TEX = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "&": r"\&",
    "%": r"\%",
    "$": r"\$",
    "#": r"\#",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}


def gbt7714(cited: Citation) -> str:
    """An online report: 主要责任者. 题名[R/OL]. (发布日期)[引用日期]. 地址. The evidence, for which the
    standard has no place, follows as a note."""
    published = f"({cited.published_on})" if cited.published_on else ""
    author = f"{_plain(cited.issuer)}. " if cited.issuer else ""
    number = f": {_plain(cited.doc_number)}" if cited.doc_number else ""
    return (
        f"{WARNING if cited.invented else ''}{author}{_plain(cited.title) or NO_TITLE}{number}[R/OL]."
        f" {published}[{_captured_on(cited)}]. "
        f"{cited.url}.\n{_evidence(cited)}"
    )


def bibtex(cited: Citation) -> str:
    """An entry @techreport, which both BibTeX and biblatex read. Corporate author and title have braces of
    their own, so that they are neither split nor put into lower case."""
    fields = {
        "author": f"{{{_tex(cited.issuer)}}}" if cited.issuer else "",
        "institution": _tex(cited.issuer),
        "title": f"{{{_tex(cited.title) or NO_TITLE}}}",
        "year": str(cited.published_on.year) if cited.published_on else "",
        "month": str(cited.published_on.month) if cited.published_on else "",
        "date": str(cited.published_on or ""),
        "number": _tex(cited.doc_number),
        "url": _url(cited.url),
        "urldate": str(_captured_on(cited)),
        "language": "chinese",
        "note": _tex(_evidence(cited)),
    }
    lines = [f"  {name} = {{{value}}},\n" for name, value in fields.items() if value]
    return f"@techreport{{{_key(cited)},\n{''.join(lines)}}}"


def ris(cited: Citation) -> str:
    """A record in RIS, which reference managers import: one tag a line, ended by ER."""
    tags = [
        ("TY", "RPRT"),
        ("ID", _key(cited)),
        ("AU", _plain(cited.issuer)),
        ("PB", _plain(cited.issuer)),
        ("TI", _plain(cited.title) or NO_TITLE),
        ("PY", str(cited.published_on.year) if cited.published_on else ""),
        ("DA", f"{cited.published_on:%Y/%m/%d}/" if cited.published_on else ""),
        ("SN", _plain(cited.doc_number)),
        ("UR", _url(cited.url)),
        ("Y2", f"{_captured_on(cited):%Y/%m/%d}/"),
        ("LA", "zh"),
        ("N1", _evidence(cited)),
    ]
    return "".join(f"{tag}  - {value}\r\n" for tag, value in tags if value) + "ER  - \r\n"


def csl(*cited: Citation) -> str:
    """A list of items in CSL-JSON, as Zotero and pandoc read it."""
    return json.dumps([_csl_item(one) for one in cited], ensure_ascii=False, indent=2)


def _csl_item(cited: Citation) -> dict[str, Any]:
    item: dict[str, Any] = {"id": _key(cited), "type": "report", "title": _plain(cited.title) or NO_TITLE}
    if cited.issuer:
        item["author"] = [{"literal": _plain(cited.issuer)}]
        item["publisher"] = _plain(cited.issuer)
    if cited.published_on:
        item["issued"] = _date_parts(cited.published_on)
    if cited.doc_number:
        item["number"] = _plain(cited.doc_number)
    item |= {
        "accessed": _date_parts(_captured_on(cited)),
        "URL": cited.url,
        "language": "zh-CN",
        "version": str(cited.version_no),
        "archive": "fazhi",
        "archive_location": cited.capture_id,
        "note": _evidence(cited),
    }
    return item


FORMS: dict[str, Callable[[Citation], str]] = {"gbt7714": gbt7714, "bibtex": bibtex, "ris": ris, "csl": csl}


def _evidence(cited: Citation) -> str:
    invented = "INVENTED TEXT of a demonstration, DO NOT CITE; " if cited.invented else ""
    only = "unconfirmed, known only from a site that is not its issuer's; " if cited.unconfirmed else ""
    notes = "".join(f"; {note}" for note in cited.notes)
    return (
        f"fazhi {cited.report_id} version {cited.version_no}; {invented}{only}captured"
        f" {cited.captured_at:%Y-%m-%dT%H:%M:%SZ}; "
        f"capture {cited.capture_id}; payload {cited.payload_digest}{notes}"
    )


def _key(cited: Citation) -> str:
    """A key that every program accepts: letters, digits and hyphens."""
    return "fazhi-" + re.sub(r"[^A-Za-z0-9]+", "-", cited.report_id) + f"-v{cited.version_no}"


def _captured_on(cited: Citation) -> date:
    return (cited.captured_at + CHINA).date()


def _date_parts(day: date) -> dict[str, Any]:
    return {"date-parts": [[day.year, day.month, day.day]]}


def _plain(words: str | None) -> str:
    return " ".join((words or "").split())


def _tex(words: str | None) -> str:
    return "".join(TEX.get(char, char) for char in _plain(words))


def _url(url: str) -> str:
    """The address without characters that would end the field or the entry."""
    return "".join(f"%{ord(char):02X}" if char in '{}\\"' else char for char in url)
