"""Invented reports of the strange web: five parts, drawn from phrases, laid out in several ways."""

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from random import Random

NUMERALS = "一二三四五六七八九十"
HEADINGS = {
    "measures": ("{y}年推进法治政府建设的主要举措和成效", "主要工作情况", "{y}年度法治政府建设工作开展情况"),
    "problems": ("存在的不足和原因", "存在的主要问题", "面临的困难与差距"),
    "leader": (
        "党政主要负责人履行推进法治建设第一责任人职责情况",
        "主要负责人履职情况",
        "党政主要负责人履行第一责任人职责，加强法治政府建设的有关情况",
    ),
    "plan": ("{z}年工作安排", "下一年度推进法治政府建设的主要安排", "{z}年法治政府建设工作打算"),
    "other": ("其他需要报告的事项", "其他需要报告的情况"),
}
ORDERS = (
    ("measures", "problems", "leader", "plan", "other"),
    ("measures", "leader", "problems", "plan", "other"),
    ("leader", "measures", "problems", "plan", "other"),
)
SALUTATIONS = ("省人民政府：", "市委、市政府：", "市人大常委会：", "", "", "", "", "")


@dataclass(frozen=True, slots=True)
class Place:
    """Whose report it is: the name of the place, its kind and the body that signs."""

    name: str
    seat: str
    issuer: str


@lru_cache(maxsize=1)
def phrases() -> dict[str, list[tuple[tuple[str, ...], list[str]]]]:
    """texts.txt: by part its topics, each with headings (none outside the measures) and sentences."""
    parts: dict[str, list[tuple[tuple[str, ...], list[str]]]] = {}
    name = ""
    for line in files("replica.strange").joinpath("texts.txt").read_text(encoding="utf-8").splitlines():
        mark, _, text = line.partition(" ")
        if mark == "==":
            name, parts[text] = text, [((), [])]
        elif mark == "##":
            parts[name].append((tuple(text.split("｜")), []))
        elif mark == "*":
            parts[name][-1][1].append(text)
    return {part: [topic for topic in topics if topic[1]] for part, topics in parts.items()}


def write(place: Place, year: int, rng: Random, signed: str) -> tuple[str, ...]:
    """The paragraphs of one report; signed is the day below its signature, or "" for none."""
    style, writer = rng.choice(("counted", "run_in", "arabic", "thematic")), _Writer(place, year, rng)
    if salutation := rng.choice(SALUTATIONS):
        writer.lines.append(salutation)
    writer.add(rng.choice(_sentences("lead")) + rng.choice(_sentences("close")))
    for name in rng.choice(ORDERS):
        if name == "measures" and style == "thematic":
            writer.themes()
            continue
        writer.heading(rng.choice(HEADINGS[name]))
        if name == "measures":
            writer.topics(style)
        else:
            writer.points(name, style)
    if signed:
        writer.lines += [place.issuer, signed]
    return tuple(writer.lines)


def _sentences(part: str) -> list[str]:
    return [sentence for _, sentences in phrases()[part] for sentence in sentences]


class _Writer:
    """The paragraphs so far, and how slots are filled."""

    def __init__(self, place: Place, year: int, rng: Random) -> None:
        self.place, self.year, self.rng = place, year, rng
        self.lines: list[str] = []
        self.headings = 0

    def fill(self, text: str) -> str:
        text = text.replace("{p}", self.place.name).replace("{s}", self.place.seat)
        text = text.replace("{y}", str(self.year)).replace("{z}", str(self.year + 1))
        return re.sub(
            r"\{(\d+)-(\d+)\}", lambda found: str(self.rng.randint(int(found[1]), int(found[2]))), text
        )

    def add(self, text: str) -> None:
        self.lines.append(self.fill(text))

    def heading(self, text: str) -> None:
        self.add(f"{NUMERALS[self.headings % 10]}、{text}")
        self.headings += 1

    def _chosen(self) -> list[tuple[str, list[str]]]:
        """Six to eight topics with a heading and two to four of their sentences each."""
        topics = phrases()["measures"]
        kept = sorted(self.rng.sample(range(len(topics)), self.rng.randint(6, len(topics))))
        found = []
        for at in kept:
            headings, sentences = topics[at]
            count = self.rng.randint(min(2, len(sentences)), min(4, len(sentences)))
            found.append((self.rng.choice(headings), self.rng.sample(sentences, count)))
        return found

    def topics(self, style: str) -> None:
        for place, (heading, sentences) in enumerate(self._chosen()):
            if style == "counted":
                body = "".join(f"{NUMERALS[i]}是{one}" for i, one in enumerate(sentences))
                self.add(f"（{NUMERALS[place]}）{heading}。{body}")
            elif style == "run_in":
                self.add(f"（{NUMERALS[place]}）{heading}")
                for sentence in sentences:
                    self.add(sentence)
            else:
                self.add(f"（{NUMERALS[place]}）{heading}")
                for number, sentence in enumerate(sentences, 1):
                    self.add(f"{number}.{sentence}")

    def themes(self) -> None:
        for heading, sentences in self._chosen():
            self.heading(heading)
            for sentence in sentences:
                self.add(sentence)

    def points(self, name: str, style: str) -> None:
        sentences = _sentences(name)
        count = 1 if name == "other" else self.rng.randint(3, min(5, len(sentences)))
        chosen = [sentence.rstrip("。") for sentence in self.rng.sample(sentences, count)]
        if name == "plan":
            for place, sentence in enumerate(chosen):
                mark = f"{place + 1}." if style == "arabic" else f"（{NUMERALS[place]}）"
                self.add(f"{mark}{sentence}。")
        elif len(chosen) == 1:
            self.add(f"{chosen[0]}。")
        else:
            self.add("；".join(f"{NUMERALS[i]}是{one}" for i, one in enumerate(chosen)) + "。")
