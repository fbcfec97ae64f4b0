"""Hosts whose addresses or furniture never stay the same, though their reports do."""

import re
from dataclasses import replace
from hashlib import md5

from replica.misbehaviours.definition import Catalogue, Visit
from replica.site import Site
from replica.web import Request, Response, page

ADDRESSES = Catalogue()
# A link of the page's own site to a page.
OWN_LINK = re.compile(rb'(href=")((?!javascript:|https?:|#|/search/|/images/)[^"?;]+)(["?])')
SESSION = re.compile(r";jsessionid=\w*", re.IGNORECASE)
CALENDAR = re.compile(r"/rili/(\d{4})/(\d{1,2})\.html")


def _session(visit: Visit) -> str:
    digits = md5(f"{visit.site.adcode} {visit.count}".encode(), usedforsecurity=False).hexdigest()
    return digits.upper()


def _relinked(answer: Response, replacement: bytes) -> Response:
    if not answer.content_type.startswith("text/html"):
        return answer
    return replace(answer, body=OWN_LINK.sub(replacement, answer.body))


@ADDRESSES.note()
def session_in_path(visit: Visit) -> Response:
    """Every link carries a fresh ;jsessionid=."""
    asked = replace(visit.request, path=SESSION.sub("", visit.request.path))
    return _relinked(visit.usual(asked), rb"\1\2;jsessionid=%b\3" % _session(visit).encode())


def _without_sid(site: Site) -> bool:
    # 广东's catalogue has a parameter of the same name for something else.
    return site.dialect != "guangdong"


@ADDRESSES.note(suits=_without_sid)
def session_in_query(visit: Visit) -> Response:
    """Every link without a query carries a fresh ?sid=."""
    query = {name: value for name, value in visit.request.query.items() if name != "sid"}
    answer = visit.usual(replace(visit.request, query=query))
    if not answer.content_type.startswith("text/html"):
        return answer
    sid = b'\\1\\2?sid=%b"' % _session(visit).encode()
    return replace(answer, body=re.sub(OWN_LINK.pattern.replace(b'["?]', b'"'), sid, answer.body))


@ADDRESSES.note()
def banner_clock(visit: Visit) -> Response:
    """The banner's clock and visitor number, the list of what is much read: other ones with every request."""
    answer = visit.usual()
    if not answer.content_type.startswith("text/html"):
        return answer
    count = visit.count
    banner = (
        f'<div class="clock">现在是北京时间 2026年11月{count % 28 + 1}日 {count % 24:02d}时{count * 7 % 60:02d}分</div>'
        f'<div class="hot"><a href="/">热点推荐第{count}期</a> 您是第{count * 31}位访客</div>'
    )
    body = answer.body.replace(b"<body>", b"<body>" + banner.encode(), 1)
    return replace(answer, body=body, headers=())


@ADDRESSES.note()
def endless_calendar(visit: Visit) -> Response:
    """Every page has a calendar, whose months lead to further months without end."""
    month = CALENDAR.fullmatch(visit.request.path)
    if month:
        return _month(visit.request, int(month[1]), int(month[2]))
    answer = visit.usual()
    if not answer.content_type.startswith("text/html"):
        return answer
    link = '<div class="rl"><a href="/rili/2026/11.html">工作日历</a></div></body>'.encode()
    return replace(answer, body=answer.body.replace(b"</body>", link))


def _month(request: Request, year: int, month: int) -> Response:
    later, earlier = divmod(year * 12 + month, 12), divmod(year * 12 + month - 2, 12)
    days = "".join(f'<a href="/rili/{year}/{month}.html?day={day}">{day}</a>' for day in range(1, 29))
    return page(
        f'<html><head><meta charset="utf-8"><title>{year}年{month}月</title></head><body>{days}'
        f'<a href="/rili/{later[0]}/{later[1] + 1}.html">下一月</a>'
        f'<a href="/rili/{earlier[0]}/{earlier[1] + 1}.html">上一月</a></body></html>'
    )
