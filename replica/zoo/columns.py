"""The columns of one host: a portal's usual tree, and somewhere in it the ones that hold reports."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from random import Random
from typing import Any, TypeVar

from replica.site import Column

Row = TypeVar("Row", bound=tuple[Any, ...])

# The path of a column on one platform, from its parent's path ("" for a top column), slug and number.
Folder = Callable[[str, str, int], str]

# Where the column of reports stands, by the slugs of its parents, how often of a hundred.
PLACES: tuple[tuple[int, tuple[str, ...]], ...] = (
    (34, ("zwgk", "zfxxgk", "fdzdgknr")),
    (16, ("zwgk",)),
    (14, ("zwgk", "zfxxgk")),
    (12, ("ztzl",)),
    (9, ("zwgk", "zcwj")),
    (8, ("zwgk", "zdly")),
    (7, ("",)),
)
# Its name and slug, how often of a hundred. The last four tell nothing of what they hold.
NAMES: tuple[tuple[int, str, str], ...] = (
    (24, "法治政府建设年度报告", "fzzfjsndbg"),
    (14, "法治政府建设年报", "fzzfjsnb"),
    (12, "法治政府建设", "fzzfjs"),
    (9, "法治政府建设情况报告", "fzzfjsbg"),
    (7, "法治政府建设工作情况", "fzzfgzbg"),
    (9, "法治建设", "fzjs"),
    (6, "依法行政", "yfxz"),
    (5, "法治报告", "fzbg"),
    (4, "工作报告", "gzbg"),
    (4, "其他法定信息", "qtfdgkxx2"),
    (4, "政府文件", "qzfwj1"),
    (2, "计划总结", "jhzj"),
)
TELLING = tuple(row for row in NAMES if "法治政府" in row[1])
# How the reports of departments and towns are kept apart from the government's.
SPLITS = ("together", "together", "together", "by_issuer", "two_columns")


@dataclass(slots=True)
class _Node:
    name: str
    slug: str
    notices: tuple[int, int]
    below: "list[_Node]" = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Tree:
    """All columns, and the paths of those that hold the government's and the other issuers' reports.

    later, where it is set, holds the government's reports from the middle year on.
    """

    columns: tuple[Column, ...]
    reports: str
    others: tuple[str, ...]
    later: str = ""


@lru_cache(maxsize=1)
def _usual() -> _Node:
    """The tree of columns.txt."""
    root = _Node("", "", (0, 0))
    trail = [root]
    for line in files("replica.zoo").joinpath("columns.txt").read_text(encoding="utf-8").splitlines():
        words = line.split()
        if not words or line.startswith("#"):
            continue
        depth = (len(line) - len(line.lstrip())) // 2
        counts = (int(words[2]), int(words[3])) if len(words) > 2 else (0, 0)
        node = _Node(words[0], words[1], counts)
        del trail[depth + 1 :]
        trail[-1].below.append(node)
        trail.append(node)
    return root


class _Planter:
    """Lays out the columns of one host, giving numbers as it goes."""

    def __init__(self, folder: Folder, rows: int, first_number: int, rng: Random) -> None:
        self.folder, self.rows, self.number, self.rng = folder, rows, first_number, rng
        self.columns: list[Column] = []
        self.paths: dict[tuple[str, ...], str] = {}

    def plant(self, parent: str, name: str, slug: str, notices: int = 0) -> str:
        self.number += self.rng.randint(1, 40)
        path = self.folder(parent, slug, self.number)
        self.columns.append(Column(path, name, parent, notices, rows=self.rows))
        return path

    def plant_usual(self, node: _Node, parent: str, trail: tuple[str, ...]) -> None:
        for child in node.below:
            wanted = (*trail, child.slug)
            # Leaves come and go from host to host; what has columns below it is everywhere.
            if not child.below and self.rng.random() < 0.25:
                continue
            path = self.plant(parent, child.name, child.slug, self.rng.randint(*child.notices))
            self.paths[wanted] = path
            self.plant_usual(child, path, wanted)


def plant_columns(folder: Folder, first_number: int, rng: Random, seat: str) -> Tree:
    """The tree of one host; seat is the kind of its place, 区 or 县."""
    planter = _Planter(folder, rng.choice((10, 12, 15, 15, 20)), first_number, rng)
    planter.plant_usual(_usual(), "", ())
    place = drawn(PLACES, rng)[1]
    parent = planter.paths.get(place, "")
    _, name, slug = drawn(NAMES, rng)
    split = rng.choice(SPLITS)
    notices = rng.choice((0, 4, 8, 16, 24, 40))
    if split == "by_issuer":
        above = planter.plant(parent, name, slug)
        reports = planter.plant(above, f"{seat}政府", "zf", notices)
        others = (
            planter.plant(above, f"{seat}直部门", "bm", rng.randint(0, 12)),
            planter.plant(above, "乡镇街道", "xzjd", rng.randint(0, 6)),
        )
        return Tree(tuple(planter.columns), reports, others)
    reports = planter.plant(parent, name, slug, notices)
    if split == "two_columns":
        _, name, slug = drawn(TELLING, rng)
        later = planter.plant(parent, name, f"{slug}_1", rng.randint(2, 30))
        return Tree(tuple(planter.columns), reports, (later,), later)
    return Tree(tuple(planter.columns), reports, (reports,))


def drawn(rows: tuple[Row, ...], rng: Random) -> Row:
    """One of the rows, each as often as the number it begins with says."""
    return rng.choices(rows, [row[0] for row in rows])[0]
