"""Pages as HTML: Jinja2 templates with autoescape; an undefined name is an error."""

import re
from functools import lru_cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, pass_context

from web import numbers, times, words
from web.page import Ask, Page

MEDIA_TYPE = "text/html; charset=utf-8"
HOST = re.compile(r"https?://(?P<host>[^/:?#]{1,253})", re.IGNORECASE)
TABLES = {
    name.lower(): value for name, value in vars(words).items() if name.isupper() and isinstance(value, dict)
}


@lru_cache(maxsize=1)
def environment() -> Environment:
    made = Environment(
        loader=PackageLoader("web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )
    made.filters |= {
        "day": times.day,
        "moment": times.moment,
        "utc": times.utc,
        "count": lambda number: f"{number:,}",
        "size": size,
        "with_unit": numbers.with_unit,
        "short": short,
        "tail": tail,
        "host": host,
        "basis": pass_context(lambda context, told: words.basis(told, context["ask"].language)),
        "bare_id": lambda capture_id: capture_id.removeprefix("urn:uuid:"),
    }
    made.globals |= {
        "word": lambda table, key: words.of(TABLES[table], key),
        "verdict": words.verdict,
        "state": words.ledger_state,
    }
    return made


def render(ask: Ask, page: Page) -> bytes:
    """The whole page as UTF-8."""
    template = environment().get_template(page.template)
    chrome: dict[str, Any] = {"ask": ask, "page": page, "site": ask.site, "t": ask.say, "to": ask.link}
    return template.render(**chrome, **page.values).encode()


def size(number: int) -> str:
    """A number of bytes for people."""
    amount = float(number)
    for unit in ("B", "KB", "MB"):
        if amount < 1000:
            return f"{amount:.0f} {unit}" if unit == "B" or amount >= 10 else f"{amount:.1f} {unit}"
        amount /= 1000
    return f"{amount:.1f} GB"


def short(capture_id: str) -> str:
    """The first eight characters of a capture's id."""
    return capture_id.removeprefix("urn:uuid:")[:8]


def host(url: str) -> str:
    """The host of an address, without its port; the address itself if it has none."""
    found = HOST.match(url)
    return found["host"] if found else url


def tail(url: str, keep: int = 44) -> str:
    """An address shortened in the middle: the host and the end, which distinguishes the pages of a site."""
    found = HOST.match(url)
    if len(url) <= keep or found is None or len(found["host"]) > keep // 2:
        return url if len(url) <= keep else "…" + url[-keep:]
    end = url[found.end() :][-(keep - len(found["host"]) - 2) :]
    return f"{found['host']}/…{end[max(end.find('/'), 0) :]}"
