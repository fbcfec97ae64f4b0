"""The plan of one host: which platform, which template, which columns, which reports; from seed and
adcode."""

from random import Random

from replica.dialects import DIALECTS
from replica.site import Look, Site, Style
from replica.zoo.columns import Folder, drawn, plant_columns
from replica.zoo.filings import filings
from replica.zoo.governments import Government
from replica.zoo.shares import GUANGDONG, PLATFORMS, STATIC

# The edition of a host's plan before any redesign.
FIRST = 1
NAVS = ("links", "links", "dropdown", "dropdown", "blocks", "images")
DAYS = ("%Y-%m-%d", "%Y-%m-%d", "%Y-%m-%d", "%Y/%m/%d", "%Y年%m月%d日", "%Y.%m.%d")
HEADINGS = (
    {
        "measures": "{year}年推进法治政府建设的主要举措和成效",
        "leader": "党政主要负责人履行推进法治建设第一责任人职责情况",
        "problems": "存在的不足和原因",
        "plan": "{next}年主要安排",
    },
    {"measures": "主要工作及成效", "problems": "存在的问题", "plan": "下一年度工作安排"},
    {"measures": "{year}年法治政府建设工作开展情况", "plan": "下一步工作打算"},
)


def plan_host(government: Government, seed: int, edition: int, neighbours: tuple[Government, ...]) -> Site:
    """The site on this government's host; another edition is the same government after a redesign."""
    rng = Random(f"{seed} {government.adcode} {edition}")
    dialect = _dialect(government, edition, rng)
    first_number = rng.randint(300_000, 6_000_000)
    tree = plant_columns(_folder(dialect, edition), rng.randint(10_000, 900_000), rng, government.seat)
    # The reports are those of the government, whatever its site looks like.
    reports = filings(government, tree, first_number, Random(f"{seed} {government.adcode} reports"))
    https = government.homepage.startswith("https:")
    return Site(
        site_id=f"{government.adcode}-zoo",
        adcode=government.adcode,
        host=government.host,
        name=government.full_name,
        place=government.name,
        seat=government.seat,
        issuer=f"{government.full_name}{government.body}",
        marks=(government.name,),
        dialect=dialect,
        site_code=f"{government.adcode}{rng.randint(1, 60):04d}",
        workshop=f"{government.name[:2]}和事堂",
        columns=tree.columns,
        filings=reports,
        style=_style(rng),
        near_misses=tree.reports,
        first_number=first_number - 200_000,
        http="to_https" if https else "serve",
        https="serve" if https else "refuse",
        look=Look(
            nav=rng.choice(NAVS),
            portal=True,
            skin=rng.randint(0, 3),
            day=rng.choice(DAYS),
            validators=dialect in STATIC and rng.random() < 0.75,
            neighbours=tuple((g.name, g.homepage) for g in neighbours),
        ),
    )


def _folder(dialect: str, edition: int) -> Folder:
    """How columns get their paths; after a redesign no folder is called as before."""
    folder = DIALECTS[dialect].folder
    if edition == FIRST:
        return folder
    return lambda parent, slug, number: folder(parent, slug if parent else f"{slug}{edition}", number)


def _dialect(government: Government, edition: int, rng: Random) -> str:
    # A redesign leads away from the province's platform: there, the catalogue's address never changes.
    if government.province == GUANGDONG and edition == FIRST:
        return "guangdong"
    return rng.choice(drawn(PLATFORMS, rng)[2])


def _style(rng: Random) -> Style:
    return Style(
        layout=rng.choice(("run_in", "run_in", "own_line", "plain")),
        headings=rng.choice(HEADINGS),
        half_width=rng.random() < 0.1,
    )
