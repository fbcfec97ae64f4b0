"""What defines a site: plain data, one definition a site. The pages are made from it by its dialect."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Style:
    """How a government writes its report.

    layout is run_in (（一）heading and its points in one paragraph), own_line (（一）heading on a line of
    its own, one paragraph a point), plain (as run_in, without 一是) or thematic (topics are the level-1
    headings). headings maps the parts measures, leader, problems and plan, in the order they are written,
    to their level-1 heading; without problems they are told in a paragraph at the end of measures.
    half_width writes ，：；（） as ASCII. signature holds the lines above the date at the end. varied
    tells figures in many wordings (replica.prose.wordings) in place of one.
    """

    layout: str
    headings: dict[str, str]
    half_width: bool = False
    signature: tuple[str, ...] = ()
    varied: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the site: its path, its name in menus, its parent's path (empty: linked from the home
    page).

    notices is how many everyday notices are in it; a column with gathers lists its children's documents
    too. A column without documents is shown as a catalogue of its children.
    """

    path: str
    name: str
    parent: str = ""
    notices: int = 0
    gathers: bool = False
    rows: int = 15


@dataclass(frozen=True, slots=True)
class Look:
    """How one site's template differs from that of others on the same platform.

    nav is how the home page leads on: links (top columns only), dropdown (two levels), images (pictures
    with alt or title) or blocks (top columns, the second level in boxes below). portal: the home page is
    as crowded as real ones are. skin chooses class names and the markup of lists, day is the strftime format
    of dates there. validators: pages carry ETag and Last-Modified and no view counter. neighbours are
    (name, homepage) of other governments, linked at the foot.

    lists is whole, overlapping (an item is on two pages and another on none), endless (the last page
    again and again) or empty (the columns of reports show nothing). texts is where reports' texts stand:
    page, frame (a page of its own, framed) or json (called by a script).
    """

    nav: str = "links"
    portal: bool = False
    skin: int = 0
    day: str = "%Y-%m-%d"
    validators: bool = False
    neighbours: tuple[tuple[str, str], ...] = ()
    lists: str = "whole"
    texts: str = "page"


@dataclass(frozen=True, slots=True)
class Filing:
    """Where and when one report was published.

    title is as printed, a line break where the page breaks it; number is the CMS's own id; column is a
    column's path; published is `YYYY-MM-DD HH:MM`, signed `YYYY-MM-DD` or empty (no date at the end). level
    is province, prefecture, county, department or township; issuer is empty for the government itself. file
    is the kind of file (replica.files.KINDS) that holds the text, empty where it is on the page. defects name
    what is wrong with the page on purpose (replica.dialects.furniture lists them).
    """

    year: int
    title: str
    number: int
    published: str
    column: str
    signed: str = ""
    doc_number: str = ""
    index_number: str = ""
    source: str = ""
    publisher: str = ""
    issuer: str = ""
    level: str = "county"
    salutation: str = ""
    file: str = ""
    defects: tuple[str, ...] = ()
    annex: str = ""


@dataclass(frozen=True, slots=True)
class Site:
    """One government's web site.

    place is the short name (肥乡区), name the one people sign with (邯郸市肥乡区), seat 区 or 市; marks are
    the words by which a given text is recognised. dialect names a class in replica.dialects. http is
    serve or to_https; https is serve, gone (410) or refuse. near_misses is the path of the column that
    holds the other documents which look like reports; other_columns sends some kinds elsewhere.
    """

    site_id: str
    adcode: str
    host: str
    name: str
    place: str
    seat: str
    issuer: str
    marks: tuple[str, ...]
    dialect: str
    site_code: str
    workshop: str
    columns: tuple[Column, ...]
    filings: tuple[Filing, ...]
    style: Style
    near_misses: str
    other_columns: dict[str, str] = field(default_factory=dict)
    first_number: int = 1
    http: str = "serve"
    https: str = "refuse"
    look: Look = Look()

    @property
    def scheme(self) -> str:
        """The scheme under which the site's own links stand."""
        return "https" if self.http == "to_https" else "http"

    @property
    def homepage(self) -> str:
        return f"{self.scheme}://{self.host}/"
