"""The parts a strange site is composed of: each a function, its source, and whether it can be read."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

Make = TypeVar("Make", bound=Callable[..., Any])

# The kinds of parts, in the order in which tables show them.
KINDS = (
    "door",
    "column",
    "pager",
    "items",
    "addresses",
    "details",
    "encoding",
    "furniture",
    "titles",
    "beside",
    "stranger",
    "night",
)
# Two kinds that shape the same page: a site has a strange part of one of them at the most.
APART = (
    {"column", "pager"},
    {"column", "items"},
    {"column", "addresses"},
    {"column", "details"},
    {"column", "titles"},
    {"column", "stranger"},
    {"column", "beside"},
    {"column", "night"},
    {"details", "night"},
    {"details", "furniture"},
    {"furniture", "night"},
    {"stranger", "door"},
)


@dataclass(frozen=True, slots=True)
class Part:
    """One part. readable: a polite crawler without a browser can read what it holds; without, only an honest
    "unknown" can be expected. source is a public report (owner/name#number) or "class: …"; make is what the
    kind's module says. without are kinds that it takes the place of: it allows no strange part of them."""

    kind: str
    name: str
    make: Callable[..., Any]
    source: str
    readable: bool
    tell: str
    without: tuple[str, ...]


class Parts:
    """A catalogue of parts by kind and name."""

    def __init__(self) -> None:
        self.of: dict[str, dict[str, Part]] = {kind: {} for kind in KINDS}

    def part(
        self,
        kind: str,
        name: str,
        source: str,
        tell: str = "",
        *,
        readable: bool = True,
        without: tuple[str, ...] = (),
    ) -> Callable[[Make], Make]:
        """Puts a part into the catalogue; its docstring tells what it is where nothing else does."""

        def register(make: Make) -> Make:
            assert name not in self.of[kind], f"{kind} {name} is there already"
            told = tell or " ".join((make.__doc__ or "").split())
            self.of[kind][name] = Part(kind, name, make, source, readable, told, without)
            return make

        return register


FIRST = Parts()
"""The parts that readers are made better with."""
HELD_OUT = Parts()
"""Parts that nobody looks at who makes readers better."""

part = FIRST.part
