"""What addresses of documents look like, and how browsers understand what is written."""

from urllib.parse import quote

from replica.strange.parts import FIRST, Parts, part
from replica.strange.shapes import Address, Entry
from replica.strange.site import StrangeSite

BACKSLASH = "DIYgod/RSSHub#12534"
WHITE = "scrapy/scrapy#3855"


def shaped(name: str, source: str, form: str, into: Parts = FIRST) -> None:
    """A part whose addresses are a form: {n} the number, {y} {m} {d} the day, {u} a UUID, {c} the column."""

    def make(site: StrangeSite, entry: Entry) -> Address:
        digits = f"{entry.number * 2654435761 % 16**12:012x}"
        uuid = f"{digits[:8]}-{digits[8:12]}-4a1b-9c3d-{digits}"
        return Address(
            form.format(
                n=entry.number,
                y=entry.day.year,
                m=f"{entry.day:%m}",
                d=f"{entry.day:%d}",
                u=uuid,
                h=uuid.replace("-", ""),
                c=site.column,
                w=1_800_000_000_000_000_000 + entry.number * 7_919,
            )
        )

    into.part("addresses", name, source, form)(make)


for _name, _source, _made in (
    ("folder", "class: /2188837/index.html", "/{n}/index.html"),
    (
        "item_detail",
        "class: ItemDetail.html?docId",
        "/cn/view/pages/ItemDetail.html?docId={n}&itemId=925&generaltype=1",
    ),
    ("t_number", "class: t18993630.shtml", "{c}t{n}.shtml"),
    ("content_n", "class: /a/b/c/content_N.html", "/38154/38160/content_{n}.html"),
    ("day_number", "class: /yyyy/mm-dd/N", "/{y}/{m}-{d}/{n}"),
    ("day_number_html", "class: /yyyy/mm-dd/N", "/{y}/{m}-{d}/{n}.html"),
    ("show_info", "class: PowerEasy", "/Item/{n}.aspx"),
    ("show_asp", "class: ASP", "/Article_Show.asp?ArticleID={n}"),
    ("aspx_query", "class: ASP.NET", "/InfoShow.aspx?ID={n}&CategoryNum=004002"),
    ("uuid_folder", "class: columns by UUID", "/columns/7d1c2a-03/{y}{m}/{d}/{u}.html"),
    ("hex", "class: hexadecimal names", "/c1042/{y}{m}/{h}.shtml"),
    ("snowflake", "class: numbers of 19 digits", "/fz/{w}.html"),
    ("do_method", "class: Struts", "/infopublic.do?method=view&id={n}"),
    ("jsp", "class: JSP", "/info/iView.jsp?id={n}&cat_id=10214"),
    ("php", "class: PHP", "/index.php?m=content&c=index&a=show&catid=41&id={n}"),
    ("bare_query", "class: a query without a name", "/show.php?{n}"),
    ("repeated_keys", "class: keys that repeat", "/view?id=41&id={n}&id=7"),
    ("no_ending", "class: addresses without an ending", "/site/article/{n}"),
    ("jhtml", "class: jhtml", "/fzzfjs/{n}.jhtml"),
    ("comma", "class: commas", "/art,{y},{m},{d},{n}.html"),
    ("plus", "class: characters in queries", "/detail?key=a+b%2Fc&no={n}"),
):
    shaped(_name, _source, _made)


def _path(site: StrangeSite, entry: Entry) -> str:
    return f"{site.column}{entry.number}.html"


@part("addresses", "backslash", BACKSLASH)
def backslash(site: StrangeSite, entry: Entry) -> Address:
    """\\fzbg\\1.html"""
    target = _path(site, entry)
    return Address(target, target.replace("/", "\\"))


@part("addresses", "backslash_host", BACKSLASH)
def backslash_host(site: StrangeSite, entry: Entry) -> Address:
    """http:\\\\host\\fzbg\\1.html"""
    target = _path(site, entry)
    return Address(target, f"http:\\\\{site.host}" + target.replace("/", "\\"))


@part("addresses", "line_break", "scrapy/scrapy#2772")
def line_break(site: StrangeSite, entry: Entry) -> Address:
    """line breaks around the address"""
    target = _path(site, entry)
    return Address(target, f"\n{target}\n  ")


@part("addresses", "tabs_inside", "ArchiveTeam/wpull#64")
def tabs_inside(site: StrangeSite, entry: Entry) -> Address:
    """a tab and a line break within the address"""
    target = _path(site, entry)
    return Address(target, f"\t{site.column}\n\t{entry.number}.html")


@part("addresses", "spaces", "scrapy/scrapy#71")
def spaces(site: StrangeSite, entry: Entry) -> Address:
    """spaces before an absolute address"""
    target = _path(site, entry)
    return Address(target, f"  http://{site.host}{target} ")


@part("addresses", "amp_twice", "Norconex/crawler#88")
def amp_twice(site: StrangeSite, entry: Entry) -> Address:
    """&amp;amp; between the parameters"""
    return Address(f"/show.aspx?id={entry.number}&cid=12", f"/show.aspx?id={entry.number}&amp;amp;cid=12")


@part("addresses", "gbk_query", "aio-libs/yarl#19", without=("encoding",))
def gbk_query(site: StrangeSite, entry: Entry) -> Address:
    """Chinese in the query of a GBK page: it goes out as GBK"""
    name = quote("法治报告".encode("gbk"))
    return Address(
        f"/list/show.asp?lm={name}&bh={entry.number}", f"/list/show.asp?lm=法治报告&amp;bh={entry.number}"
    )


@part("addresses", "gbk_percent", "sindresorhus/got#1999", without=("encoding",))
def gbk_percent(site: StrangeSite, entry: Entry) -> Address:
    """a query that is in percent signs of GBK already"""
    return Address(f"/show.jsp?type={quote('年报'.encode('gbk'))}&id={entry.number}")


@part("addresses", "chinese_path", "internetarchive/Zeno#370")
def chinese_path(site: StrangeSite, entry: Entry) -> Address:
    """Chinese and a space in the path"""
    return Address(
        quote(f"/法治政府 建设/报告{entry.number}.html"), f"/法治政府 建设/报告{entry.number}.html"
    )


@part("addresses", "session", "internetarchive/warcprox#139")
def session(site: StrangeSite, entry: Entry) -> Address:
    """;jsessionid= that is another one every night"""
    target = _path(site, entry)
    return Address(target, f"{target};jsessionid={site.rng(f'session {site.night}').getrandbits(64):016X}")


@part("addresses", "base", "class: base elements")
def base(site: StrangeSite, entry: Entry) -> Address:
    """relative to a base element"""
    return Address(
        f"/web/fz/{entry.number}.html", f"fz/{entry.number}.html", f'<base href="http://{site.host}/web/">'
    )


@part("addresses", "protocol_less", "class: addresses without a scheme")
def protocol_less(site: StrangeSite, entry: Entry) -> Address:
    """//HOST:80/… in upper case"""
    target = _path(site, entry)
    return Address(target, f"//{site.host.upper()}:80{target}")


@part("addresses", "dots", "class: dots in addresses")
def dots(site: StrangeSite, entry: Entry) -> Address:
    """./../ and // within"""
    target = f"/info/{entry.number}.html"
    return Address(target, f"/zwgk/./../info/{entry.number}.html")


@part("addresses", "fragment", "class: routes behind #", readable=False)
def fragment(site: StrangeSite, entry: Entry) -> Address:
    """#/detail/12: a framework's route"""
    return Address(f"/nowhere/{entry.number}", f"#/detail/{entry.number}")
