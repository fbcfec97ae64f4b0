"""What one response says to the walk of its site: a pure function, so that another process can do it
(crawlers.walk.reader). Nothing of the walk itself is looked at but the step that asked."""

from dataclasses import dataclass, replace

from scrapy.http import Response

from crawlers.walk.capture_log import content_type
from crawlers.walk.list_signs import is_called_a_column
from crawlers.walk.request_context import RequestContext
from extraction.body.article import article_pages
from extraction.body.attachments import read_attachments
from extraction.families import recognise
from extraction.families.static import is_article
from extraction.listing.candidates import are_reports, is_candidate, is_report_like, may_be_report
from extraction.listing.leftovers import left_over
from extraction.markup.errors import NotAPage
from extraction.markup.page import Page, read_page
from extraction.markup.sitemaps import sitemap_urls
from extraction.markup.stub_pages import redirect_target
from extraction.navigation import Survey, is_report_text, leads_of_sitemap, own_score, survey
from extraction.response.response_head import Outcome, judge_head
from extraction.response.response_outcome import judge_response
from records import COLUMN_OF_REPORTS, Attachment, Lead, LeftOver, Listing, PageRequest


@dataclass(frozen=True, slots=True)
class Arrived:
    """A response as it is read: the step that asked for it, the address that answered, the body without its
    content coding."""

    step: RequestContext
    url: str
    status: int
    media_type: str
    charset: str
    body: bytes

    @classmethod
    def of(cls, step: RequestContext, response: Response) -> "Arrived":
        return cls(step, response.url, response.status, *content_type(response), response.body)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a response says. outcome is how the fetch ended; not_a_page why its bytes are no page, "" where
    they are.

    family, listing and left are those of a list, a homepage or a catalogue; where the page is no list,
    listing has only the links that may be reports. role and leads are the survey's (extraction.navigation),
    score is how well the page fits a column of reports, by its link and by its own name. is_report: the page
    is the text of a report, called title. Of a report, parts are the further pages of its text and files its
    files. target is where a homepage that moved sends on; leads of a sitemap are what it lists, maps its
    further sitemaps.
    """

    outcome: Outcome
    url: str = ""
    not_a_page: str = ""
    family: str = ""
    listing: Listing | None = None
    left: tuple[LeftOver, ...] = ()
    role: str = ""
    leads: tuple[Lead, ...] = ()
    score: int = 0
    column_name: str = ""
    is_report: bool = False
    title: str = ""
    parts: tuple[PageRequest, ...] = ()
    files: tuple[Attachment, ...] = ()
    target: str = ""
    maps: tuple[str, ...] = ()


def read_head(one: Arrived) -> Reading | None:
    """The reading of a response that nobody needs to look into; None for one whose body has to be read."""
    if one.step.role == "sitemap":
        return None
    outcome = judge_head(one.step.page_url, one.url, one.status, one.media_type, one.body, one.step.role)
    is_read = outcome is None or outcome.kind == "moved" or (outcome.is_page and _is_looked_into(one.step))
    return None if outcome is None or is_read else Reading(outcome, one.url)


def read_response(one: Arrived) -> Reading:
    """Everything that the walk needs to know of a response."""
    step = one.step
    if step.role == "sitemap":
        pages, maps = sitemap_urls(one.body) if one.status == 200 else ([], [])
        return Reading(
            Outcome("ok"), one.url, leads=tuple(leads_of_sitemap(pages, step.page_url)), maps=tuple(maps)
        )
    page: Page | NotAPage
    try:
        page = read_page(one.body, one.url, one.charset)
    except NotAPage as error:
        page = error

    def read() -> Page:
        if isinstance(page, NotAPage):
            raise page
        return page

    outcome = judge_response(
        step.page_url, one.url, one.status, one.media_type, one.body, step.role, read=read
    )
    begun = Reading(outcome, one.url)
    if outcome.kind != "moved" and not (outcome.is_page and _is_looked_into(step)):
        return begun
    if isinstance(page, NotAPage):
        return replace(begun, not_a_page=str(page))
    if outcome.kind == "moved" and (one.status != 200 or one.url == step.page_url):
        return replace(begun, target=redirect_target(page))
    return _read_page(begun, step, page)


def _is_looked_into(step: RequestContext) -> bool:
    return step.role not in ("detail_page", "attachment")


def _read_page(begun: Reading, step: RequestContext, page: Page) -> Reading:
    if step.list_key:
        family = recognise(page)
        listing = family.read_listing(page)
        left = left_over(page, listing.links, is_called_a_column(step))
        return replace(begun, family=family.name, listing=listing, left=left)
    return _read_detail(begun, step, page) if step.role == "detail" else _read_column(begun, step, page)


def _read_detail(begun: Reading, step: RequestContext, page: Page) -> Reading:
    """A column is often named like the reports in it, so its link looks like a report's. Else the text
    may go on elsewhere: on further pages, in a frame, in files."""
    files = read_attachments(page)
    begun = replace(begun, files=files, parts=article_pages(page))
    if not is_article(page):
        seen = survey(page)
        own = {file.url for file in files}
        if seen.role == "list" and are_reports(one for one in seen.listing.links if one.url not in own):
            named = replace(step, role="list", score=COLUMN_OF_REPORTS)
            return _surveyed(replace(begun, score=COLUMN_OF_REPORTS), named, page, seen)
    return begun


def _read_column(begun: Reading, step: RequestContext, page: Page) -> Reading:
    """A homepage, a catalogue or the first page of a list: what it lists, and where it leads."""
    if step.role != "home" and (score := own_score(page)) > max(step.score, COLUMN_OF_REPORTS - 1):
        step = replace(step, score=score)
    begun = replace(begun, score=step.score)
    seen = survey(page, step.trail, step.score)
    name = step.trail[-1] if step.trail else ""
    may_be_one = is_candidate(name) or is_called_a_column(step)
    if seen.role == "detail" or (may_be_one and is_report_text(page, seen)):
        return replace(begun, is_report=True, title=page.meta("ArticleTitle") or name)
    return _surveyed(begun, step, page, seen)


def _surveyed(begun: Reading, step: RequestContext, page: Page, seen: Survey) -> Reading:
    """The survey, with what is left over on a page that may be a list."""
    listing = seen.listing
    left: tuple[LeftOver, ...] = ()
    telling = is_called_a_column(step)
    is_list = seen.role == "list" or (step.role == "list" and not step.is_search)
    if telling or (is_list and (not step.is_search or _may_be_asked_for(listing))):
        left = left_over(page, listing.links, telling)
    elif not is_list:
        listing = replace(listing, links=tuple(link for link in listing.links if may_be_report(link)))
    return replace(
        begun,
        family=seen.family,
        listing=listing,
        left=left,
        role=seen.role,
        leads=seen.leads if step.is_search else (),
        column_name=page.meta("ColumnName"),
    )


def _may_be_asked_for(listing: Listing) -> bool:
    """False for a list of other things that ends on its first page: nobody asks what is left over on it."""
    more = listing.next_pages or listing.series or listing.guesses or listing.problem
    return bool(more) or any(map(is_report_like, listing.links))
