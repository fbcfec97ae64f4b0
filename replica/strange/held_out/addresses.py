"""Addresses: further shapes, and further things that browsers understand."""

from urllib.parse import quote

from replica.strange.addresses import shaped
from replica.strange.parts import HELD_OUT
from replica.strange.shapes import Address, Entry
from replica.strange.site import StrangeSite

for _name, _form in (
    ("aid", "/index.php/article/read/aid/{n}"),
    ("dash", "/newsview-{n}.html"),
    ("action", "/gov/Detail.action?infoId={n}&unit=3"),
    ("tab", "/web/site0/tab5240/info{n}.htm"),
    ("c_number", "/zwgk/{y}-{m}/{d}/c_{n}.htm"),
    ("system", "/system/{y}/{m}/{d}/0{n}.shtml"),
    ("show_tmp", "/public/tmp/show/{n}"),
    ("ashx", "/Handler/Content.ashx?key={n}&lang=cn"),
    ("nested_query", "/view.php?url=info/{n}&type=1"),
    ("number_only", "/{n}"),
    ("upper", "/ZWGK/FZBG/{n}.HTML"),
    ("dots_in_name", "/info/{y}.{m}.{d}.{n}.html"),
    ("cgi", "/cgi-bin/doc.cgi/{n}"),
    ("empty_value", "/doc?id={n}&from_page=&cat="),
    ("sorted_late", "/d.aspx?z=1&a=2&id={n}"),
):
    shaped(_name, "class: further shapes of addresses", _form, into=HELD_OUT)


def _path(site: StrangeSite, entry: Entry) -> str:
    return f"{site.column}{entry.number}.html"


@HELD_OUT.part("addresses", "one_slash", "DIYgod/RSSHub#12534")
def one_slash(site: StrangeSite, entry: Entry) -> Address:
    """http:/fzbg/1.html: the scheme without a host"""
    target = _path(site, entry)
    return Address(target, f"http:{target}")


@HELD_OUT.part("addresses", "mixed_slashes", "DIYgod/RSSHub#12534")
def mixed_slashes(site: StrangeSite, entry: Entry) -> Address:
    r"""/fzbg\1.html"""
    target = _path(site, entry)
    return Address(target, f"{site.column[:-1]}\\{entry.number}.html")


@HELD_OUT.part("addresses", "host_backslashes", "DIYgod/RSSHub#12534")
def host_backslashes(site: StrangeSite, entry: Entry) -> Address:
    r"""\\host\fzbg\1.html"""
    target = _path(site, entry)
    return Address(target, f"\\\\{site.host}" + target.replace("/", "\\"))


@HELD_OUT.part("addresses", "upper_scheme", "class: scheme and host in upper case")
def upper_scheme(site: StrangeSite, entry: Entry) -> Address:
    """HTTP://HOST/"""
    target = _path(site, entry)
    return Address(target, f"HTTP://{site.host.upper()}{target}")


@HELD_OUT.part("addresses", "carriage_return", "scrapy/scrapy#3855")
def carriage_return(site: StrangeSite, entry: Entry) -> Address:
    """carriage returns as references within the address"""
    target = _path(site, entry)
    return Address(target, f"{site.column}&#13;&#10;{entry.number}.html")


@HELD_OUT.part("addresses", "full_space", "ArchiveTeam/wpull#64")
def full_space(site: StrangeSite, entry: Entry) -> Address:
    """a form feed and blanks around the address"""
    target = _path(site, entry)
    return Address(target, f"&#12; {target} \t")


@HELD_OUT.part("addresses", "entity_names", "hypermail-project/hypermail#7")
def entity_names(site: StrangeSite, entry: Entry) -> Address:
    """&sect= and &copy= that are no references"""
    target = f"/show?no={entry.number}&sect=2&copy=1"
    return Address(target, target)


@HELD_OUT.part("addresses", "amp_numeric", "Norconex/crawler#88")
def amp_numeric(site: StrangeSite, entry: Entry) -> Address:
    """ampersands as &#38; and &#x26;"""
    return Address(f"/v.php?c=9&id={entry.number}&t=1", f"/v.php?c=9&#38;id={entry.number}&#x26;t=1")


@HELD_OUT.part("addresses", "amp_thrice", "vezaynk/Sitemap-Generator-Crawler#23")
def amp_thrice(site: StrangeSite, entry: Entry) -> Address:
    """&amp;amp;amp; between the parameters"""
    return Address(f"/v.asp?id={entry.number}&lm=3", f"/v.asp?id={entry.number}&amp;amp;amp;lm=3")


@HELD_OUT.part("addresses", "gbk_name", "aio-libs/yarl#19", without=("encoding",))
def gbk_name(site: StrangeSite, entry: Entry) -> Address:
    """another GBK page with Chinese as a parameter's name (its pages are in gbk)"""
    name = quote("栏目".encode("gbk"))
    return Address(f"/info.asp?{name}=7&id={entry.number}", f"/info.asp?栏目=7&amp;id={entry.number}")


@HELD_OUT.part("addresses", "utf8_query", "aio-libs/yarl#19", without=("encoding",))
def utf8_query(site: StrangeSite, entry: Entry) -> Address:
    """Chinese in the query of a UTF-8 page"""
    return Address(f"/s?type={quote('法治')}&id={entry.number}", f"/s?type=法治&amp;id={entry.number}")


@HELD_OUT.part("addresses", "relative_query", "class: relative addresses")
def relative_query(site: StrangeSite, entry: Entry) -> Address:
    """?id=1, relative to the column"""
    return Address(f"{site.column}?artid={entry.number}", f"?artid={entry.number}")


@HELD_OUT.part("addresses", "above_root", "class: relative addresses")
def above_root(site: StrangeSite, entry: Entry) -> Address:
    """more ../ than there are folders"""
    return Address(f"/bg/{entry.number}.html", f"../../../../bg/{entry.number}.html")


@HELD_OUT.part("addresses", "percent_dots", "class: relative addresses")
def percent_dots(site: StrangeSite, entry: Entry) -> Address:
    """./ and a fragment"""
    return Address(_path(site, entry), f"./{entry.number}.html#content")


@HELD_OUT.part("addresses", "session_query", "internetarchive/warcprox#139")
def session_query(site: StrangeSite, entry: Entry) -> Address:
    """a session as parameter that is another one every night"""
    target = f"/read.do?id={entry.number}"
    token = site.rng(f"token {site.night}").getrandbits(60)
    return Address(target, f"{target}&amp;sid={token:015X}")


@HELD_OUT.part("addresses", "hashbang", "class: routes behind #", readable=False)
def hashbang(site: StrangeSite, entry: Entry) -> Address:
    """#!/doc/12"""
    return Address(f"/nowhere/{entry.number}", f"/index.html#!/doc/{entry.number}")
