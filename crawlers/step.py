"""What the walk knows of a request: travels in request.meta, so that it survives retries and redirects."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from scrapy import Request

META_KEY = "fazhi_step"
# Where the capture middleware leaves the id of the last capture of a request.
CAPTURE_KEY = "fazhi_capture"


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the walk: a page asked for, as what, and why.

    key tells pages apart (crawlers.walk.page_key); role is robots besides the roles of
    records.PageRequest; depth counts clicks from the homepage; is_later_page marks the second and
    further pages of a list.
    """

    site_id: str
    role: str
    page_url: str
    key: str = ""
    found_on: str = ""
    link_title: str = ""
    depth: int = 0
    is_later_page: bool = False


def step_of(request: Request, site_ids: dict[str, str]) -> Step:
    """The step behind a request. Scrapy asks for robots.txt on its own: that belongs to the site of the
    host (site_ids, by host), to none ("") where a redirect led elsewhere."""
    step = request.meta.get(META_KEY)
    if isinstance(step, Step):
        return step
    host = (urlsplit(request.url).hostname or "").lower()
    return Step(site_id=site_ids.get(host, ""), role="robots", page_url=request.url)
