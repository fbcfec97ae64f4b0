"""What pagers have in common: addresses of pages, and which page a request asks for."""

from collections.abc import Callable, Sequence

from replica.strange.shapes import Pager, Row
from replica.strange.site import StrangeSite
from replica.web import Request

MOST = 40
Address = Callable[[int], str]


def addressed(site: StrangeSite, form: str) -> Address:
    """The address of page n: {n} counts from 1, {z} from 0; the first page is the column itself."""
    return lambda n: site.column if n == 1 else site.column + form.format(n=n, z=n - 1)


def by_address(address: Address) -> Callable[[Request], int | None]:
    """Which page a request asks for, by its path and query."""
    numbers = {address(n): n for n in range(2, MOST)}

    def number(request: Request) -> int | None:
        asked = request.path + (f"?{request.query_string}" if request.query_string else "")
        return numbers.get(asked)

    return number


def of_pages(address: Address, html: Callable[[int, int], str], *, bare: bool = False) -> Pager:
    """A pager whose pages have addresses: html(n, pages) stands below the list."""
    return Pager(html, by_address(address), bare=bare, ask=lambda n: ("GET", address(n), b""))


def linked(site: StrangeSite, form: str, html: Callable[[Address, int, int], str]) -> Pager:
    """A pager whose pages have addresses: html(address, n, pages) stands below the list."""
    address = addressed(site, form)
    return of_pages(address, lambda n, pages: html(address, n, pages))


def posted(
    site: StrangeSite, path: str, field: str, html: Callable[[int, int], str], *, bare: bool = False
) -> Pager:
    """A pager whose pages are asked for by POST to a path, the page's number in a field."""

    def number(request: Request) -> int | None:
        if request.method != "POST" or request.path != path:
            return None
        found = "".join(filter(str.isdigit, request.form.get(field, "")))
        return int(found) if found else 1

    return Pager(html, number, bare=bare, ask=lambda n: ("POST", path, f"{field}={n}".encode()))


def never(html: Callable[[int, int], str]) -> Pager:
    """A pager whose further pages nobody reaches without a browser."""
    return Pager(html, lambda request: None)


def by_years(rows: Sequence[Row], most: int = 40) -> list[list[Row]]:
    """The rows of each year of publication, newest first, older ones together in the last."""
    years = sorted({row.entry.day.year for row in rows}, reverse=True)
    groups = [[row for row in rows if row.entry.day.year == year] for year in years]
    if len(groups) > most:
        groups[most - 1 :] = [[row for group in groups[most - 1 :] for row in group]]
    return groups
