"""What is different on the second night: noise that is no change, bad fetches, and a few real edits."""

import re
from collections.abc import Callable
from dataclasses import replace

from replica.strange.parts import FIRST, Parts, part
from replica.strange.shapes import Entry, Night
from replica.strange.site import StrangeSite
from replica.web import Response

Lines = tuple[str, ...]
SPACES = "dgtlmoon/changedetection.io#712"
CUT = "anyant/rssant#85"
WIDE = str.maketrans("0123456789%(),:;", "０１２３４５６７８９％（），：；")


def noise(name: str, source: str, tell: str, pattern: str, new: str, into: Parts = FIRST) -> None:
    """Noise: every line's HTML with a pattern replaced; no change."""

    def make(site: StrangeSite) -> Night:
        return Night(html=lambda html: re.sub(pattern, new, html))

    into.part("night", name, source, tell)(make)


noise(
    "nbsp", SPACES, "no-break spaces around numbers", r"(?<![\d&#])(\d+)(?=[项件个人次])", r"&nbsp;\1&nbsp;"
)
noise("wrapped", SPACES, "line breaks behind commas", "，", "，\n        ")
noise("zero_width", SPACES, "zero-width spaces behind full stops", "。", "。&#8203;")
noise("ideographic", SPACES, "ideographic spaces between numbers and words", r"(\d+)(?=[项件])", "\\1　")
noise("breaks", SPACES, "a br behind every semicolon", "；", "；<br/>")
noise("soft_hyphen", SPACES, "soft hyphens and a byte order mark", "政府", "政\u00ad府\ufeff")
noise(
    "spans",
    "sneakypete81/updatescanner#346",
    "spans around numbers",
    r"(?<![&#\w\"=])(\d+)(?=[项件个人次])",
    r'<span class="n">\1</span>',
)


@part("night", "wide_digits", SPACES)
def wide_digits(site: StrangeSite) -> Night:
    """full-width digits and punctuation in place of others"""
    return Night(lines=lambda entry, lines: tuple(line.translate(WIDE) for line in lines))


@part("night", "half_punctuation", SPACES)
def half_punctuation(site: StrangeSite) -> Night:
    """half-width punctuation in place of others"""
    return Night(
        lines=lambda entry, lines: tuple(
            line.translate(str.maketrans("，：；（）", ",:;()")) for line in lines
        )
    )


def is_met(site: StrangeSite, entry: Entry | None) -> bool:
    """Whether this is the report that a bad night meets."""
    return entry is not None and entry.kind == "report" and entry.year == site.years[1]


def bad(name: str, source: str, tell: str, share: float, ending: bytes = b"", into: Parts = FIRST) -> None:
    """A bad fetch: one report's page ends after a share of it."""

    def make(site: StrangeSite) -> Night:
        def answer(entry: Entry | None, response: Response) -> Response:
            if not is_met(site, entry):
                return response
            at = int(len(response.body) * share)
            # Not in the middle of a character.
            body = response.body[:at].decode("utf-8", "ignore").encode()
            return replace(response, body=body + ending)

        return Night(answer=answer)

    into.part("night", name, source, tell, without=("encoding",))(make)


bad("cut", CUT, "one page ends in the middle", 0.6)
bad("cut_early", CUT, "one page ends after a third", 0.4)
bad(
    "cut_closed",
    CUT,
    "one page ends in the middle, and closes its elements",
    0.6,
    b"</p></div></body></html>",
)


@part("night", "blank", "dgtlmoon/changedetection.io#962")
def blank(site: StrangeSite) -> Night:
    """the text of one report is missing, all else is there"""
    return Night(lines=lambda entry, lines: () if is_met(site, entry) else lines)


@part("night", "error", "class: bad nights")
def error(site: StrangeSite) -> Night:
    """one page answers 500"""
    return Night(
        answer=lambda entry, response: (
            Response(500, b"<h1>Bad Gateway</h1>", "text/html") if is_met(site, entry) else response
        )
    )


@part("night", "maintenance", "internetarchive/heritrix3#729")
def maintenance(site: StrangeSite) -> Night:
    """one page says 系统维护中 with status 200"""
    text = "<html><head><meta charset=utf-8></head><body><h2>系统维护中，请稍后访问</h2></body></html>"
    return Night(
        answer=lambda entry, response: Response(200, text.encode()) if is_met(site, entry) else response
    )


@part("night", "query", "class: parameters that change", without=("addresses", "items"))
def query(site: StrangeSite) -> Night:
    """the list adds ?from=list&_t= to all addresses"""
    return Night(href=lambda href: f"{href}?from=list&amp;_t=1780000{site.night}")


@part("night", "session", "internetarchive/warcprox#139", without=("addresses", "items"))
def session(site: StrangeSite) -> Night:
    """the list adds ;jsessionid= to all addresses"""
    return Night(href=lambda href: f"{href};jsessionid=A{site.night}F09C")


@part("night", "to_gbk", "dgtlmoon/changedetection.io#1679", without=("encoding", "addresses"))
def to_gbk(site: StrangeSite) -> Night:
    """all pages come in GBK"""

    def answer(entry: Entry | None, response: Response) -> Response:
        if "html" not in response.content_type or not response.body:
            return response
        text = response.body.decode("utf-8", "replace").replace(
            '<meta charset="utf-8">', '<meta charset="gbk">'
        )
        return replace(
            response, body=text.encode("gbk", "xmlcharrefreplace"), content_type="text/html; charset=gbk"
        )

    return Night(answer=answer)


@part("night", "relabelled", "class: labels that change")
def relabelled(site: StrangeSite) -> Night:
    """the line below the title has other labels"""
    return Night(
        info=lambda info: info.replace("来源", "稿源").replace("信息稿源", "稿源") + "　责任编辑：管理员"
    )


def edit(name: str, tell: str, count: int, change: Callable[[Lines], Lines], into: Parts = FIRST) -> None:
    """A real edit of so many reports."""

    def make(site: StrangeSite) -> Night:
        years = site.years[:count]

        def lines(entry: Entry, old: Lines) -> Lines:
            if entry.kind != "report" or entry.year not in years:
                return old
            return change(old)

        return Night(lines=lines, edited=years)

    into.part("night", name, "class: real edits", tell)(make)


def one_number(lines: Lines) -> Lines:
    for at, line in enumerate(lines):
        found = re.search(r"(\d{2,4})(?=[项件个])", line)
        if found and at > 1:
            changed = line[: found.start()] + str(int(found[1]) + 7) + line[found.end() :]
            return (*lines[:at], changed, *lines[at + 1 :])
    raise ValueError("no number to change")


edit("number_changed", "one number of a report becomes another", 1, one_number)
edit(
    "paragraph_added",
    "a paragraph more",
    1,
    lambda lines: (
        *lines[:4],
        "深化行政执法与刑事司法衔接，建立线索双向移送和结果反馈制度，定期召开联席会议会商疑难案件。",
        *lines[4:],
    ),
)
edit("paragraph_removed", "a paragraph less", 1, lambda lines: (*lines[:5], *lines[6:]))
