"""The phrase stock: topics with their headings and points, read from the text files beside this module."""

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Point:
    """A point of a topic: a short opening sentence and more, with {slots}; some are in every report."""

    text: str
    always: bool


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic: variants of its heading (without number) and its points."""

    headings: tuple[str, ...]
    points: tuple[Point, ...]


@lru_cache
def topics(name: str) -> tuple[Topic, ...]:
    """The topics of `<name>.txt`: ## heads a topic, ! and * its points, # a comment."""
    found: list[tuple[tuple[str, ...], list[Point]]] = []
    for line in files("replica.prose").joinpath(f"{name}.txt").read_text(encoding="utf-8").splitlines():
        mark, _, text = line.partition(" ")
        if mark == "##":
            found.append((tuple(text.split("｜")), []))
        elif mark in ("!", "*"):
            found[-1][1].append(Point(text, always=mark == "!"))
    return tuple(Topic(headings, tuple(points)) for headings, points in found)


def part(name: str) -> tuple[Point, ...]:
    """The points of one part of closing.txt: leader, problems or plan."""
    return next(topic.points for topic in topics("closing") if topic.headings == (name,))
