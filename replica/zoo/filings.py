"""The reports one host has published: which years, by whom, under what title, where and when."""

from dataclasses import dataclass
from random import Random

from replica.site import Filing
from replica.zoo.columns import Tree, drawn
from replica.zoo.governments import Government

YEARS = range(2016, 2025)
# So many of the governments' own reports are a file, to which the page links.
IN_A_FILE = 0.02
# Titles of governments' reports, how often of a hundred. {full} is 邯郸市肥乡区, {place} 肥乡区.
TITLES: tuple[tuple[int, str], ...] = (
    (18, "{full}人民政府关于{year}年度法治政府建设情况的报告"),
    (14, "{full}人民政府关于{year}年法治政府建设情况的报告"),
    (15, "{place}{year}年度法治政府建设情况报告"),
    (12, "{place}{year}年法治政府建设年度报告"),
    (9, "{place}{year}年法治政府建设情况报告"),
    (6, "{full}人民政府{year}年法治政府建设年度报告"),
    (6, "{place}人民政府关于{year}年度法治政府建设工作情况的报告"),
    (5, "{place}{year}年度法治政府建设工作报告"),
    (5, "{place}人民政府{year}年度法治政府建设情况"),
    (3, "{year}年{place}法治政府建设情况报告"),
    (3, "中共{place}委员会 {place}人民政府关于{year}年法治政府建设情况的报告"),
    (2, "{full}人民政府\n关于{year}年度法治政府建设工作情况的报告"),
    (2, "{year}年度法治政府建设年度报告"),
)
OTHER_TITLES: tuple[tuple[int, str], ...] = (
    (45, "{unit}{year}年法治政府建设年度报告"),
    (25, "{unit}{year}年度法治政府建设情况报告"),
    (15, "{unit}关于{year}年度法治政府建设情况的报告"),
    (15, "{unit}{year}年法治政府建设工作情况报告"),
)
BUREAUS = (
    "司法局",
    "教育局",
    "财政局",
    "水利局",
    "卫生健康局",
    "交通运输局",
    "市场监督管理局",
    "应急管理局",
    "民政局",
    "农业农村局",
    "住房和城乡建设局",
    "人力资源和社会保障局",
)
TOWNS = (
    "城关镇",
    "新城镇",
    "东河镇",
    "石桥镇",
    "柳林镇",
    "青山镇",
    "太平乡",
    "双河乡",
    "红星街道",
    "人民路街道",
)


@dataclass(slots=True)
class _Desk:
    """What a site's editors give out: numbers that grow with the year, each once."""

    number: int
    rng: Random
    given: int = 0

    def next_number(self, year: int) -> int:
        self.given += 1
        return self.number + (year - 2015) * 90_000 + self.rng.randint(0, 800) * 100 + self.given


def filings(government: Government, tree: Tree, first_number: int, rng: Random) -> tuple[Filing, ...]:
    """Five to ten reports, the government's own and some by departments and towns, each in its column."""
    desk = _Desk(first_number, rng)
    total = rng.randint(5, 10)
    own = min(rng.randint(4, 9), total)
    last = rng.choice((2023, 2024, 2024, 2024))
    first = max(YEARS.start, last - own + 1)
    title = drawn(TITLES, rng)[1]
    numbered = rng.random() < 0.3
    source = rng.choice(("", f"{government.name}司法局", "本网", f"{government.name}{government.body}办公室"))
    made = []
    for year in range(first, last + 1):
        if rng.random() < 0.35:
            title = drawn(TITLES, rng)[1]
        column = tree.later if tree.later and year > (first + last) // 2 else tree.reports
        made.append(_own(government, desk, title, year, column, source, numbered))
    years = list(range(first, last + 1))
    units = rng.sample(_units(government), total - len(made))
    return (*made, *(_other(government, desk, unit, rng.choice(years), tree) for unit in units))


def _units(government: Government) -> list[str]:
    """The departments and, below a county, the towns; a province's departments are 厅."""
    if government.level == "county":
        return [*BUREAUS, *TOWNS]
    return [unit.replace("局", "厅") if government.level == "province" else unit for unit in BUREAUS]


def _published(year: int, rng: Random) -> str:
    """Mostly January to March of the year after; some before the year is over, some long after."""
    luck = rng.random()
    if luck < 0.06:
        day = f"{year}-12-{rng.randint(3, 30):02d}"
    elif luck < 0.86:
        day = f"{year + 1}-{rng.randint(1, 3):02d}-{rng.randint(1, 28):02d}"
    else:
        day = f"{year + 1}-{rng.randint(4, 9):02d}-{rng.randint(1, 28):02d}"
    return f"{day} {rng.randint(8, 17):02d}:{rng.randint(0, 59):02d}"


def _own(
    government: Government, desk: _Desk, title: str, year: int, column: str, source: str, numbered: bool
) -> Filing:
    rng = desk.rng
    number = desk.next_number(year)
    published = _published(year, rng)
    words = {"full": government.full_name, "place": government.name, "year": year}
    return Filing(
        year=year,
        title=title.format_map(words).replace("人民政府", government.body),
        number=number,
        published=published,
        column=column,
        signed=published[:10] if rng.random() < 0.3 else "",
        index_number=f"{government.adcode}/{published[:4]}-{number % 100_000:05d}" if numbered else "",
        source=source,
        publisher=f"{government.name}{government.body}" if numbered else "",
        level=government.level,
        file=rng.choice(("pdf", "docx")) if rng.random() < IN_A_FILE else "",
    )


def _other(government: Government, desk: _Desk, unit: str, year: int, tree: Tree) -> Filing:
    rng = desk.rng
    department = unit not in TOWNS
    # A department names its place, a town is named alone in most titles.
    name = f"{government.name}{unit}" if department else unit
    column = tree.others[0] if department else tree.others[-1]
    issuer = f"{unit}人民政府" if unit[-1] in "镇乡" else f"{unit}办事处" if unit.endswith("街道") else name
    return Filing(
        year=year,
        title=drawn(OTHER_TITLES, rng)[1].format(unit=name, year=year),
        number=desk.next_number(year),
        published=_published(year, rng),
        column=column,
        source=name,
        issuer=issuer,
        level="department" if department else "township",
    )
