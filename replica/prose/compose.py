"""Composes a report from the phrase stock: choice of points, numbering, layout and sign-off."""

import random
from datetime import date

from replica.prose.figures import Figures
from replica.prose.stock import Point, Topic, part, topics
from replica.prose.telling import Year
from replica.prose.text import NUMERALS, Text, Writer
from replica.prose.varied import VariedWriter
from replica.site import Filing, Site

# A report gives about this many points to every topic, more in some years than in others.
POINTS_OF_A_TOPIC = (4, 5, 6)

LEADS = (
    "{year}年，{place}坚持以习近平新时代中国特色社会主义思想为指导，围绕中心、服务大局，聚焦群众在办事、"
    "执法、维权方面的关切持续用力，依法行政的制度更加健全，法治政府建设各项任务按计划推进。",
    "{year}年，{place}以习近平法治思想为引领，对标上级部署要求，把法治政府建设放到经济社会发展全局中谋划，"
    "抓重点、补短板、促规范，全{seat}依法行政水平稳步提升。",
    "{year}年以来，在上级党委、政府的领导下，{place}牢牢把握法治政府建设的目标任务，坚持问题导向、系统推进，"
    "各级各部门依法履职的自觉性明显增强，群众对法治建设的满意度持续提高。",
)
CLOSINGS = ("现将有关情况报告如下：", "现将{year}年度法治政府建设情况报告如下。", "现将具体情况报告如下：")
PROBLEM_LEADS = (
    "一年来的工作虽然取得一定成绩，但对照上级要求和群众期盼，还存在一些差距。",
    "在肯定成绩的同时，也清醒看到工作中还有薄弱环节。",
    "总结过去一年，法治政府建设仍有一些短板需要补齐。",
)
PLAN_LEADS = (
    "{next}年，{place}将继续以习近平法治思想为指导，坚持目标不变、力度不减，重点抓好以下工作。",
    "下一步，{place}将紧扣法治政府建设年度任务，突出重点、精准发力，着力做好以下几项工作。",
)


def _choose(points: tuple[Point, ...], count: int, rng: random.Random) -> list[str]:
    """The points that are in every report and as many others as fit, in the stock's order."""
    optional = [point for point in points if not point.always]
    wanted = max(0, count - (len(points) - len(optional)))
    chosen = set(rng.sample(optional, min(wanted, len(optional))))
    return [point.text for point in points if point.always or point in chosen]


def _counted(points: list[str]) -> list[str]:
    return [f"{NUMERALS[i]}是{point}" for i, point in enumerate(points)]


def _write_topics(writer: Writer, chosen: list[tuple[str, list[str]]], layout: str) -> None:
    for i, (heading, points) in enumerate(chosen):
        numbered = f"（{NUMERALS[i]}）{heading}"
        if layout == "thematic":
            writer.heading(heading)
            for point in _counted(points):
                writer.line(point)
        elif layout == "own_line":
            writer.line(f"{numbered}。")
            for point in _counted(points):
                writer.line(point)
        else:
            written = points if layout == "plain" else _counted(points)
            writer.line(f"{numbered}。{''.join(written)}")


def _write_plan(writer: Writer, points: list[str], layout: str, rng: random.Random) -> None:
    writer.line(rng.choice(PLAN_LEADS))
    points = [*points[:-1], points[-1] + writer.more("plan")]
    if layout == "thematic":
        for point in _counted(points):
            writer.line(point)
        return
    for i, point in enumerate(points):
        heading, rest = point.split("。", 1)
        if layout == "own_line":
            writer.line(f"（{NUMERALS[i]}）{heading}。")
            writer.line(rest)
        else:
            writer.line(f"（{NUMERALS[i]}）{heading}。{rest}")


def _chinese_date(iso: str) -> str:
    day = date.fromisoformat(iso)
    return f"{day.year}年{day.month}月{day.day}日"


def _pick_topics(stock: tuple[Topic, ...], count: int, rng: random.Random) -> list[tuple[str, list[str]]]:
    # The emergency topic is the one that short reports leave out.
    kept = [topic for i, topic in enumerate(stock) if count >= len(stock) or i != 5]
    points = rng.choice(POINTS_OF_A_TOPIC)
    return [(rng.choice(topic.headings), _choose(topic.points, points, rng)) for topic in kept]


def _writer(site: Site, filing: Filing, words: dict[str, object], figures: Figures | Year) -> Writer:
    half_width = site.style.half_width
    if not isinstance(figures, Year):
        return Writer(words, figures, half_width)
    rng = random.Random(f"{site.adcode} {filing.issuer} {filing.year} wordings")
    wordings = "wordings_department" if filing.issuer else "wordings"
    scope = "own" if filing.level == "township" else "dept"
    return VariedWriter(words, figures, half_width, rng, wordings, scope)


def compose(site: Site, filing: Filing, figures: Figures | Year) -> Text:
    """The government's report for filing.year with these figures; those of a Year are told in varying
    words."""
    rng = random.Random(f"{site.adcode} {filing.year} words")
    style = site.style
    words = {
        "year": filing.year,
        "next": filing.year + 1,
        "place": site.place,
        "seat": site.seat,
        "workshop": site.workshop,
    }
    writer = _writer(site, filing, words, figures)
    if filing.salutation:
        writer.line(filing.salutation)
    writer.line(rng.choice(LEADS) + rng.choice(CLOSINGS))
    problems = _choose(part("problems"), 4, rng)
    for name, heading in style.headings.items():
        if not (name == "measures" and style.layout == "thematic"):
            writer.heading(heading)
        if name == "measures":
            _write_topics(writer, _pick_topics(topics("measures"), rng.choice((8, 9)), rng), style.layout)
            if "problems" not in style.headings:
                writer.line(rng.choice(PROBLEM_LEADS) + "".join(problems) + writer.more("problems"))
        elif name == "leader":
            writer.line("".join(_counted(_choose(part("leader"), 4, rng))))
        elif name == "problems":
            writer.line(rng.choice(PROBLEM_LEADS) + "".join(_counted(problems)) + writer.more("problems"))
        elif name == "plan":
            _write_plan(writer, _choose(part("plan"), 5, rng), style.layout, rng)
    for line in style.signature:
        writer.line(line)
    if filing.signed:
        writer.line(_chinese_date(filing.signed))
    return writer.text()


def compose_department(site: Site, filing: Filing, figures: Figures | Year) -> Text:
    """A department's or a town's report: shorter, told as 我局 or 我镇, signed by nobody."""
    rng = random.Random(f"{site.adcode} {filing.issuer} {filing.year} words")
    ours = "我局" if filing.level == "department" else "我镇"
    words = {"year": filing.year, "next": filing.year + 1, "our": ours, "unit": filing.issuer}
    writer = _writer(site, filing, words, figures)
    writer.line("{year}年，{our}认真落实上级关于法治政府建设的部署，现将一年来的情况报告如下：")
    for topic in topics("department"):
        writer.heading(rng.choice(topic.headings))
        for point in _counted(_choose(topic.points, 3, rng)):
            writer.line(point)
    return writer.text()
