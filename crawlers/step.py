"""What the walk knows of a request: travels in request.meta, so that it survives retries and redirects."""

from dataclasses import dataclass

META_KEY = "fazhi_step"
# Where the capture middleware leaves the id of the last capture of a request.
CAPTURE_KEY = "fazhi_capture"


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the walk: a page asked for, as what, and why.

    key tells pages apart (crawlers.walk.page_key); role is robots besides the roles of
    records.PageRequest. trail are the names of the links that led here from the homepage, score how
    well the last of them fits. list_key is the key of the first page of the list that this is a page
    of ("" for none yet); is_guess says that nothing names the page: it may not exist. is_search marks what the search for columns asked for: one request of a site at a time.
    """

    site_id: str
    role: str
    page_url: str
    key: str = ""
    found_on: str = ""
    link_title: str = ""
    trail: tuple[str, ...] = ()
    score: int = 0
    list_key: str = ""
    is_guess: bool = False
    is_search: bool = False
