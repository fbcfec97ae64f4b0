"""The search language: words, exact phrases in quotation marks, AND, OR, NOT, brackets.

Neighbouring words are combined with AND. A syntax error names its position; it never gives an empty result.
"""

import re
from dataclasses import dataclass

from storage.publishing.folding import searchable

MOST_WORDS = 16
LONGEST = 100
DEEPEST = 20
QUOTES = {'"': '"', "“": "”", "「": "」", "『": "』", "＂": "＂", "”": "”", "«": "»"}
TOKEN = re.compile(
    r"[\s　]+|(?P<open>[(（])|(?P<close>[)）])|(?P<quote>[\"“”「『＂«])|(?P<word>[^\s　()（）\"“”「『＂«]+)"
)

CURES = {
    "empty": "the query has no word: write what the reports should contain",
    "quote": "a quotation mark is not closed: add the second one, or remove it",
    "bracket": "a bracket is not closed or not opened: add its partner, or remove it",
    "operator": "AND, OR and NOT need a word beside them: add it, or put the operator in quotation marks",
    "long": "the query is too long or nested too deeply: ask for fewer and shorter words",
    "only_not": "the query only has words that must not occur: add one that must",
}


class QueryError(ValueError):
    """An invalid query: a stable code, the place (counted from 1), and the words there. Its message says what
    to do."""

    def __init__(self, code: str, place: int, words: str = "") -> None:
        at = f" {words!r}" if words else ""
        super().__init__(f"at character {place} of the query{at}: {CURES[code]}")
        self.code, self.place, self.words = code, place, words


@dataclass(frozen=True, slots=True)
class Word:
    """Characters that must occur next to each other in one line, in searchable form."""

    text: str


@dataclass(frozen=True, slots=True)
class And:
    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Or:
    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Not:
    part: "Node"


Node = Word | And | Or | Not


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    place: int


def parse(query: str) -> Node:
    """The query as a tree. QueryError: `empty`, `quote`, `bracket`, `operator`, `long`, `only_not`."""
    tokens = list(_tokens(query))
    if not tokens:
        raise QueryError("empty", 1)
    if sum(token.kind == "word" for token in tokens) > MOST_WORDS:
        raise QueryError("long", 1)
    node, rest = _any_of(tokens, 0)
    if rest:
        raise QueryError("bracket", rest[0].place, rest[0].text)
    if not _bounded(node):
        raise QueryError("only_not", 1)
    return node


def words_of(node: Node) -> list[str]:
    """The words that a hit may show, without those after NOT, in the order of the query."""
    if isinstance(node, Word):
        return [node.text]
    if isinstance(node, Not):
        return []
    return list(dict.fromkeys(word for part in node.parts for word in words_of(part)))


def all_words(node: Node) -> list[str]:
    """Every word of the query, those after NOT too."""
    if isinstance(node, Word):
        return [node.text]
    parts = (node.part,) if isinstance(node, Not) else node.parts
    return list(dict.fromkeys(word for part in parts for word in all_words(part)))


def _tokens(query: str) -> "list[_Token]":
    found: list[_Token] = []
    at = 0
    while at < len(query):
        match = TOKEN.match(query, at)
        if match is None:  # pragma: no cover  # every character is one of these
            raise QueryError("operator", at + 1, query[at])
        at = match.end()
        if match["quote"]:
            closer = QUOTES[match["quote"]]
            end = query.find(closer, at)
            if end < 0 and closer in "”＂":
                end = query.find('"', at)
            if end < 0:
                raise QueryError("quote", match.start() + 1, query[match.start() : match.start() + 12])
            phrase = " ".join(query[at:end].splitlines()).strip()
            found.append(_word(phrase, match.start() + 1, quoted=True))
            at = end + 1
        elif match["word"]:
            found.append(_word(match["word"], match.start() + 1))
        elif match["open"] or match["close"]:
            found.append(_Token("open" if match["open"] else "close", match.group(), match.start() + 1))
    return found


def _word(text: str, place: int, *, quoted: bool = False) -> _Token:
    if not quoted and text in ("AND", "OR", "NOT"):
        return _Token(text, text, place)
    if not quoted and len(text) > 1 and text[0] in "-－":
        return _Token("minus", text[1:], place)
    if not text:
        raise QueryError("empty", place)
    if len(text) > LONGEST:
        raise QueryError("long", place, text[:12])
    return _Token("word", text, place)


def _any_of(tokens: list[_Token], depth: int) -> tuple[Node, list[_Token]]:
    if depth > DEEPEST:
        raise QueryError("long", tokens[0].place if tokens else 1)
    node, rest = _all_of(tokens, depth)
    parts = [node]
    while rest and rest[0].kind == "OR":
        node, rest = _all_of(rest[1:], depth, after=rest[0])
        parts.append(node)
    return (parts[0] if len(parts) == 1 else Or(tuple(parts))), rest


def _all_of(tokens: list[_Token], depth: int, after: _Token | None = None) -> tuple[Node, list[_Token]]:
    parts: list[Node] = []
    rest, needs = tokens, after
    while rest and rest[0].kind not in ("close", "OR"):
        if rest[0].kind == "AND":
            if not parts or needs:
                raise QueryError("operator", rest[0].place, "AND")
            needs, rest = rest[0], rest[1:]
            continue
        node, rest = _one(rest, depth)
        parts.append(node)
        needs = None
    if needs or not parts:
        token = needs or (rest[0] if rest else None)
        raise QueryError(
            "operator" if token else "empty", token.place if token else 1, token.text if token else ""
        )
    return (parts[0] if len(parts) == 1 else And(tuple(parts))), rest


def _one(tokens: list[_Token], depth: int) -> tuple[Node, list[_Token]]:
    token, rest = tokens[0], tokens[1:]
    if token.kind == "NOT":
        if not rest or rest[0].kind in ("AND", "OR", "close"):
            raise QueryError("operator", token.place, "NOT")
        node, rest = _one(rest, depth + 1)
        return Not(node), rest
    if token.kind == "minus":
        return Not(Word(searchable(_word(token.text, token.place, quoted=True).text))), rest
    if token.kind == "open":
        node, rest = _any_of(rest, depth + 1)
        if not rest or rest[0].kind != "close":
            raise QueryError("bracket", token.place, token.text)
        return node, rest[1:]
    return Word(searchable(token.text)), rest


def _bounded(node: Node) -> bool:
    """Whether something must be there: a query of negations alone would be nearly everything."""
    if isinstance(node, Word):
        return True
    if isinstance(node, Not):
        return False
    return any(map(_bounded, node.parts)) if isinstance(node, And) else all(map(_bounded, node.parts))
