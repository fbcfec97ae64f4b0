"""Invented official prose, as blocks: what the pages of the gold say.

A block is (role, text) or ("table", rows). Roles: title, salute, p, h1, h2, sign. The same random state
gives the same blocks. Nobody wrote these sentences but us; the figures are dice.
"""

from collections.abc import Callable, Sequence
from random import Random
from typing import NamedTuple

from benchmarks.prose_words import CAUSES, DEPARTMENTS, DUTIES, FAULTS, MATTERS, PLANS, THEMES

Rows = tuple[tuple[str, ...], ...]


class Block(NamedTuple):
    """One paragraph, or one table (text is empty then)."""

    role: str
    text: str = ""
    rows: Rows = ()


class Subject(NamedTuple):
    """Whom and when a text is about: we is 我市, 我局 …"""

    place: str
    we: str
    year: int


def numbers(dice: Random) -> dict[str, object]:
    """Fresh figures for one sentence: a < 10, b < 40, c < 100, d in hundreds, e in thousands, pct."""
    return {
        "a": dice.randint(2, 9),
        "b": dice.randint(10, 39),
        "c": dice.randint(40, 99),
        "d": dice.randint(101, 986),
        "e": dice.choice((f"{dice.randint(1, 9)}.{dice.randint(1, 9)}万", str(dice.randint(1200, 9800)))),
        "pct": f"{dice.randint(71, 99)}.{dice.randint(1, 9)}",
    }


def _say(sentence: str, dice: Random, subject: Subject) -> str:
    return sentence.format(place=subject.place, we=subject.we, year=subject.year, **numbers(dice))


def _filler(dice: Random, subject: Subject) -> str:
    """One more sentence of the kind that makes reports long."""
    patterns = (
        "{dept}围绕{matter}开展专项检查，出动{c}人次，抽查单位{d}家，当场指正{b}处，复查合格率{pct}%。",
        "针对{matter}方面的投诉，{dept}建立台账{b}本，逐件回访，按期办结{d}件。",
        "{dept}会同检察机关就{matter}召开座谈会{a}次，收到检察建议{a}件，均按时回复。",
        "在{matter}领域公布典型案例{b}个，{dept}制作短视频{a}条，播放{e}次。",
    )
    dept, matter = dice.choice(DEPARTMENTS), dice.choice(MATTERS)
    return dice.choice(patterns).format(dept=dept, matter=matter, **numbers(dice))


def report(dice: Random, subject: Subject, size: int) -> list[Block]:
    """The annual report: size is how many themes it treats; above 6 each theme also gets longer."""
    year, we = subject.year, subject.we
    lead = (
        f"{year}年，{we}以习近平法治思想为指引，围绕高质量发展抓法治、护民生，各项任务按计划推进。"
        f"现将{year}年度法治政府建设情况报告如下："
    )
    blocks = [Block("p", lead), Block("h1", f"一、{year}年推进法治政府建设的主要举措和成效")]
    for number, theme in enumerate(dice.sample(list(THEMES), min(size, len(THEMES))), 1):
        blocks.append(Block("h2", f"（{'一二三四五六七八九十'[number - 1]}）{theme}"))
        sentences = [_say(sentence, dice, subject) for sentence in THEMES[theme]]
        sentences += [_filler(dice, subject) for _ in range(max(0, size - 6))]
        dice.shuffle(sentences)
        marks = ("一是", "二是", "三是", "四是", "五是", "六是", "七是", "八是")
        if dice.random() < 0.5:
            blocks.append(Block("p", "".join(m + s for m, s in zip(marks, sentences, strict=False))))
        else:
            blocks.extend(Block("p", sentence) for sentence in sentences)
    faults = "；".join(_say(fault, dice, subject) for fault in FAULTS[: 2 + size % 3])
    blocks += [
        Block("h1", "二、存在的不足和原因"),
        Block("p", f"{faults}。{dice.choice(CAUSES)}"),
        Block("h1", "三、党政主要负责人履行推进法治建设第一责任人职责情况"),
        Block("p", "".join(_say(duty, dice, subject) for duty in DUTIES)),
        Block("h1", f"四、{year + 1}年度推进法治政府建设的主要安排"),
        *(Block("p", _say(plan, dice, subject)) for plan in PLANS[: 2 + size % 3]),
    ]
    return blocks


def short_report(dice: Random, subject: Subject, size: int) -> list[Block]:
    """A township's or an office's report in size + 2 paragraphs without an outline."""
    year, we = subject.year, subject.we
    opening = f"{we}{year}年度法治政府建设工作在上级指导下平稳推进，现将有关情况报告如下。"
    middle = [_filler(dice, subject) for _ in range(size)]
    closing = f"下一步，{we}将继续补齐队伍和经费短板，在{year + 1}年把各项制度落到实处。"
    return [Block("p", text) for text in (opening, *middle, closing)]


def notice(dice: Random, subject: Subject, size: int) -> list[Block]:
    """A notice to departments about the coming year's work."""
    year = subject.year
    blocks = [
        Block("salute", "各乡镇人民政府、街道办事处，县直各单位："),
        Block("p", f"为做好{year}年度法治政府建设年度报告的起草和公开工作，现就有关事项通知如下："),
        Block("p", f"一、请各单位于{year + 1}年1月20日前完成自查，把数据核到件、核到人。"),
        Block("p", "二、报告应当写明举措、不足、责任落实和下一年安排，篇幅控制在四千字以内。"),
        Block("p", f"三、{year + 1}年4月1日前在本单位网站公开，并将链接报送联系人。"),
    ]
    return blocks + [Block("p", _filler(dice, subject)) for _ in range(size)]


def news(dice: Random, subject: Subject, size: int) -> list[Block]:
    """A meeting in the local press."""
    day = f"{dice.randint(2, 11)}月{dice.randint(1, 28)}日"
    lead = f"{day}，{subject.place}召开法治工作推进会，听取{subject.year}年法治政府建设情况汇报，安排下一阶段任务。"
    say = "会议指出，过去一年执法质量稳步提升，群众办事更方便，但案卷管理、队伍建设等方面仍有短板。"
    end = "会议要求，各单位要对照问题清单逐项整改，年底前开展一次回头看。有关部门负责人参加会议。"
    return [Block("p", text) for text in (lead, say, *(_filler(dice, subject) for _ in range(size)), end)]


def explanation(dice: Random, subject: Subject, size: int) -> list[Block]:
    """Questions and answers about a report."""
    year = subject.year
    blocks = [
        Block(
            "p", f"近日，《{subject.place}{year}年法治政府建设年度报告》向社会公布。现就有关内容解读如下。"
        ),
        Block("h1", "一、为什么要公布年度报告"),
        Block("p", "每年公开报告，是让群众看得见、评得着的一项制度安排，也是政府自我检视的一面镜子。"),
        Block("h1", "二、报告有哪些看点"),
    ]
    blocks += [Block("p", _filler(dice, subject)) for _ in range(size)]
    return [*blocks, Block("h1", "三、下一步怎么做"), Block("p", _say(PLANS[1][3:], dice, subject))]


def work_report(dice: Random, subject: Subject, size: int) -> list[Block]:
    """The government's work report to the people's congress: near in words, another thing."""
    year = subject.year
    blocks = [
        Block("sign", f"——在{subject.place}第十八届人民代表大会第{dice.choice('三四五')}次会议上"),
        Block("salute", "各位代表："),
        Block("p", f"现在，我代表{subject.place}人民政府，向大会报告工作，请予审议。"),
        Block("h1", f"一、{year}年工作回顾"),
        Block(
            "p",
            f"全年地区生产总值增长{dice.randint(4, 7)}.{dice.randint(1, 9)}%，粮食总产{dice.randint(21, 88)}万吨。",
        ),
    ]
    for theme in ("产业发展", "城乡建设", "民生保障", "生态环境", "自身建设")[:size]:
        blocks.append(Block("p", f"——{theme}取得新进展。{_filler(dice, subject)}{_filler(dice, subject)}"))
    return [
        *blocks,
        Block("h1", f"二、{year + 1}年重点工作"),
        Block("p", f"深入推进法治政府建设，{PLANS[2][6:].format(**numbers(dice))}"),
        Block("p", "各位代表，蓝图已经绘就，让我们脚踏实地，把民生实事一件一件办好！"),
    ]


def disclosure(dice: Random, subject: Subject, size: int) -> list[Block]:
    """The yearly report on disclosure of information: same issuer, same season, another report."""
    return [
        Block("p", f"本报告依照政府信息公开有关规定编制，数据统计期限为{subject.year}年1月1日至12月31日。"),
        Block("h1", "一、总体情况"),
        *(Block("p", _filler(dice, subject)) for _ in range(size)),
        Block("h1", "二、主动公开政府信息情况"),
        Block("table", rows=counts(dice, ("规章", "行政规范性文件", "行政许可", "行政处罚", "行政强制"))),
        Block("h1", "三、其他需要报告的事项"),
        Block("p", "本年度未收取信息处理费。"),
    ]


def bulletin(dice: Random, subject: Subject, size: int) -> list[Block]:
    """A statistical bulletin with a table in the middle."""
    blocks = [
        Block("p", f"{subject.year}年，{subject.place}行政执法和行政复议工作主要数据公布如下。"),
        Block("h1", "一、综合"),
        *(Block("p", _filler(dice, subject)) for _ in range(size)),
        Block("p", "分领域办案情况见下表。"),
        Block("table", rows=counts(dice, DEPARTMENTS[: 3 + size % 5])),
        Block("p", "注：1.本公报数据为初步统计数。2.部分数据因四舍五入，合计与分项略有出入。"),
    ]
    return blocks


def plan(dice: Random, subject: Subject, size: int) -> list[Block]:
    """Next year's points of work."""
    head = f"{subject.year}年{subject.we}法治政府建设工作的总体要求是：补短板、强基层、重实效。"
    return [Block("p", head), *(Block("p", text.format(**numbers(dice))) for text in PLANS[:size])]


def counts(dice: Random, names: Sequence[str]) -> Rows:
    """A table of three columns over these names."""
    head = ("单位", "办理件数", "办结率（%）")
    return (
        head,
        *((n, str(dice.randint(12, 1987)), f"{dice.randint(80, 99)}.{dice.randint(1, 9)}") for n in names),
    )


def table_only(dice: Random, subject: Subject, size: int) -> list[Block]:
    """Nothing but a table."""
    return [Block("table", rows=counts(dice, DEPARTMENTS[: 3 + size]))]


STORIES: dict[str, Callable[[Random, Subject, int], list[Block]]] = {
    "report": report,
    "short_report": short_report,
    "notice": notice,
    "news": news,
    "explanation": explanation,
    "work_report": work_report,
    "disclosure": disclosure,
    "bulletin": bulletin,
    "plan": plan,
    "table_only": table_only,
}
