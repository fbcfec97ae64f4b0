"""One strange site: its documents and its answers, composed of the parts it was dealt."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import cached_property
from html import escape
from random import Random
from urllib.parse import unquote_to_bytes

from replica.strange.parts import Part
from replica.strange.prose import Place, write
from replica.strange.render import MENU, NEWS, Skin, plain_items
from replica.strange.shapes import Address, Detail, Door, Entry, Furniture, Night, Pager, Row
from replica.web import Request, Response
from replica.zoo.governments import Government

FIRST_YEAR, LAST_YEAR = 2016, 2025
COLUMNS = (
    ("/zwgk/fzzfjsbg/", "法治政府建设年度报告"),
    ("/fzbg/", "法治政府建设情况报告"),
    ("/ztzl/fzzfjs/", "法治政府建设"),
    ("/xxgk/fdzdgknr/fzzfjsnb/", "法治政府建设年报"),
    ("/zfxxgk/fzzf/", "法治政府建设工作报告"),
)
TITLES = (
    "{n}{y}年法治政府建设年度报告",
    "{i}关于{y}年度法治政府建设情况的报告",
    "{n}{y}年度法治政府建设情况报告",
    "关于{n}{y}年法治政府建设工作情况的报告",
    "{i}{y}年法治政府建设工作报告",
)
# Parameters that count visits and not documents.
VOLATILE = ("_t", "from", "timestamp", "sid", "rnd")


class StrangeSite:
    """A government's site with its parts by kind, on any night. victim is whose reports a stranger's part
    shows; day is the day of each night."""

    def __init__(
        self,
        government: Government,
        parts: Mapping[str, Part],
        seed: int,
        days: Sequence[date],
        victim: "StrangeSite | None" = None,
    ) -> None:
        self.government, self.parts, self.seed, self.days, self.victim = government, parts, seed, days, victim
        self.host, self.adcode = government.host, government.adcode
        self.place = Place(government.full_name, government.seat, f"{government.full_name}{government.body}")
        rng = self.rng("look")
        self.code = f"{government.adcode}{rng.randint(1, 40):04d}"
        self.skin = Skin(self.place.issuer, government.full_name, government.seat, self.code, rng)
        self.column, self.column_name = rng.choice(COLUMNS)
        self.title_form = rng.choice(TITLES)
        self.first_number = rng.randint(2_000_000, 8_000_000)
        self.night = 1

    def rng(self, purpose: str) -> Random:
        """Chance for one purpose, the same every time."""
        return Random(f"{self.seed} {self.adcode} {purpose}")

    def uses(self, kind: str) -> Part | None:
        return self.parts.get(kind)

    @property
    def readable(self) -> bool:
        """Whether everything here can be read without a browser."""
        return all(part.readable for part in self.parts.values())

    # documents

    @cached_property
    def years(self) -> tuple[int, ...]:
        """The years with a report, newest first; some are missing for good."""
        rng = self.rng("years")
        first = rng.randint(FIRST_YEAR, FIRST_YEAR + 3)
        years = [year for year in range(LAST_YEAR, first - 1, -1) if rng.random() < 0.85]
        return tuple(years) if len(years) >= 5 else tuple(range(LAST_YEAR, LAST_YEAR - 6, -1))

    def text(self, year: int, purpose: str = "text", place: Place | None = None) -> tuple[str, ...]:
        """The paragraphs of a year's report, or of another one under another purpose."""
        rng = self.rng(f"{purpose} {year}")
        signed = f"{year + 1}年{rng.randint(1, 3)}月{rng.randint(1, 28)}日" if rng.random() < 0.7 else ""
        return write(place or self.place, year, rng, signed)

    def day(self, year: int) -> date:
        return date(year + 1, 1, 20) + timedelta(days=self.rng(f"day {year}").randint(0, 68))

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """All documents of the column, newest first."""
        found = [self._report(place, year) for place, year in enumerate(self.years)]
        for kind in ("beside", "stranger"):
            if part := self.uses(kind):
                found += part.make(self)
        return tuple(sorted(found, key=lambda entry: (entry.day, entry.number), reverse=True))

    def _report(self, place: int, year: int) -> Entry:
        title = self.title_form.format(n=self.place.name, i=self.place.issuer, y=year)
        list_title = title
        if part := self.uses("titles"):
            title, list_title = part.make(self, year)
        number = self.first_number + year * 137
        lines, day = self.text(year), self.day(year)
        return Entry("report", number, title, list_title, lines, day, year, self.place.issuer, self.adcode)

    # addresses

    def address(self, entry: Entry) -> Address:
        if part := self.uses("addresses"):
            made: Address = part.make(self, entry)
            return made if made.written else replace(made, written=escape(made.target))
        target = f"{self.column}{entry.day:%Y%m}/t{entry.day:%Y%m%d}_{entry.number}.html"
        return Address(target, target)

    @cached_property
    def _by_key(self) -> dict[bytes, Entry]:
        return {unquote_to_bytes(self.address(entry).target): entry for entry in self.entries}

    def find(self, request: Request) -> Entry | None:
        """The document at an address, whatever session and counters the address carries."""
        path = request.path.partition(";")[0]
        query = request.query_string.replace("amp;", "").partition(";")[0]
        kept = [pair for pair in query.split("&") if pair and pair.partition("=")[0] not in VOLATILE]
        key = unquote_to_bytes(path + ("?" + "&".join(kept) if kept else ""))
        return self._by_key.get(key)

    # pages

    @cached_property
    def pager(self) -> Pager:
        if part := self.uses("pager"):
            pager: Pager = part.make(self)
            return pager
        return self._plain_pager()

    def _plain_pager(self) -> Pager:
        """Half of the ordinary lists have one page, half a link to the next one."""
        if self.rng("pager").random() < 0.5:
            return Pager(lambda n, pages: "", lambda request: None, lambda rows: [list(rows)])

        def html(n: int, pages: int) -> str:
            after = (
                f'<a href="{self.column}index_{n}.html">下一页</a>' if n < pages else "<span>下一页</span>"
            )
            return f'<div class="page">第{n}页/共{pages}页 {after}</div>'

        numbers = {f"{self.column}index_{n - 1}.html": n for n in range(2, 20)}
        return Pager(html, lambda request: numbers.get(request.path))

    @cached_property
    def chunks(self) -> list[list[Row]]:
        """The rows of each page of the list."""
        rows = []
        for entry in self.entries:
            address = self.address(entry)
            href = self._night_of().href(address.written)
            rows.append(Row(entry, entry.list_title, href, address.target))
        if self.pager.chunks:
            return self.pager.chunks(rows)
        size = max(2, -(-len(rows) // self.rng("size").choice((2, 3, 3, 4))))
        return [rows[at : at + size] for at in range(0, len(rows), size)]

    def turn_to(self, night: int) -> None:
        """Goes on to another night."""
        self.night = night
        self.__dict__.pop("chunks", None)

    def _night_of(self) -> Night:
        part = self.uses("night")
        return part.make(self) if part and self.night > 1 else Night()

    def furniture(self) -> Furniture:
        part = self.uses("furniture")
        return part.make(self, self.night) if part else Furniture()

    def list_page(self, n: int) -> str:
        """Page n of the column."""
        rows, pages = self.chunks[n - 1], len(self.chunks)
        made = self.parts["items"].make if "items" in self.parts else None
        shows = self.pager.shows or (lambda rows: made(self, rows) if made else plain_items(rows))
        listed = self.pager.above(n, pages) + shows(rows)
        if self.pager.bare and n > 1:
            return listed
        head = self.address(rows[0].entry).head if rows else ""
        inner = self.skin.trail(self.column_name) + listed + self.pager.html(n, pages)
        return self.skin.page(inner, self.column_name, head + self.pager.head(n, pages))

    def column_page(self) -> str:
        """The column where it holds its reports itself."""
        inner: str = self.parts["column"].make(self)
        return self.skin.page(self.skin.trail(self.column_name) + inner, self.column_name)

    def lines_of(self, entry: Entry) -> tuple[str, ...]:
        """The text of a document on this night."""
        return self._night_of().lines(entry, entry.lines)

    def detail(self, entry: Entry) -> Detail:
        lines, night = self.lines_of(entry), self._night_of()
        part = self.uses("details")
        if part and entry.kind == "report":
            made: Detail = part.make(self, entry)
            return made
        return Detail(night.html(self.skin.paragraphs(lines)))

    def document_page(self, entry: Entry, detail: Detail) -> str:
        """The page of a document with its furniture."""
        if detail.page:
            return detail.page
        furniture = self.furniture()
        info = self._night_of().info(self.skin.info(entry.day.isoformat(), f"{self.place.name}司法局"))
        inner = self.skin.article(entry.title, info, detail.body, furniture)
        return self.skin.page(
            self.skin.trail(self.column_name, "正文") + inner, entry.title.replace("\n", ""), "", furniture
        )

    # answers

    def reply(self, html: str, status: int = 200) -> Response:
        """A page in the encoding of the site."""
        if part := self.uses("encoding"):
            made: Response = part.make(self, html)
            return replace(made, status=status)
        if self.uses("addresses") and "gbk" in self.parts["addresses"].name:
            text = html.replace("@CHARSET@", '<meta charset="gbk">')
            return Response(status, text.encode("gb18030"), "text/html")
        text = html.replace("@CHARSET@", '<meta charset="utf-8">')
        return Response(status, text.encode())

    @cached_property
    def door(self) -> Door:
        if part := self.uses("door"):
            door: Door = part.make(self)
            return door
        place = self.rng("door").choice(("home", "openness", "box"))
        link = f'<a href="{self.column}">{self.column_name}</a>'
        if place == "openness":
            box = f'<ul class="left"><li><a href="/zwgk/zcwj/">政策文件</a></li><li>{link}</li></ul>'
            return Door({"/": lambda n: self.home(""), "/zwgk/": lambda n: box + self.skin.news(3)})
        box = f'<div class="ztzl"><h4>专题专栏</h4>{link}</div>' if place == "box" else f"<p>{link}</p>"
        return Door({"/": lambda n: self.home(box)})

    def home(self, box: str) -> str:
        """The inner part of a home page; box is what leads to the column."""
        return f"<h3>要闻</h3>{self.skin.news()}{box}"

    def respond(self, request: Request) -> Response:
        """The answer to a request."""
        entry = self.find(request)
        response = self._answer(request, entry)
        return self._night_of().answer(entry, response)

    def _answer(self, request: Request, entry: Entry | None) -> Response:
        path = request.path
        if path == "/robots.txt":
            robots = self.door.robots
            return Response(200 if robots else 404, (robots or "not found").encode(), "text/plain")
        if path in self.door.pages:
            made = self.door.pages[path](self.night)
            return made if isinstance(made, Response) else self.reply(self.skin.page(made))
        if entry:
            detail = self.detail(entry)
            return detail.whole or self.reply(self.document_page(entry, detail))
        n = self.pager.number(request)
        if n is None and path in (self.column, f"{self.column}index.html"):
            n = 1
        if n == 1 and "column" in self.parts:
            return self.reply(self.column_page())
        if n is not None and 1 <= n <= len(self.chunks):
            return self.reply(self.list_page(n))
        return self._other(path)

    @cached_property
    def _files(self) -> dict[str, Detail]:
        return {
            path: detail
            for entry in self.entries
            for detail in (self.detail(entry),)
            for path in detail.files
        }

    def _other(self, path: str) -> Response:
        if path in self._files:
            return self._files[path].files[path]()
        for label, href in MENU:
            if path == href:
                return self.reply(self.skin.page(self.skin.trail(label) + self.skin.news(8), label))
        if path.startswith("/xwdt/") and path[6:-5].isdigit() and int(path[6:-5]) < len(NEWS):
            title = NEWS[int(path[6:-5])].format(p=self.place.name, s=self.place.seat)
            body = f"<p>近日，{title}。有关负责人要求，压实责任、细化措施，确保各项工作落地见效。</p>"
            return self.reply(
                self.skin.page(self.skin.article(title, "2026-03-12", body, Furniture()), title)
            )
        missing = self.skin.page("<h2>您访问的页面不存在</h2>", "404")
        return self.reply(missing, 404)
