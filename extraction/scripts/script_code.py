"""The part of JavaScript that decides where a click leads: literals, sums, variables, functions of the page.
Nothing is run. An expression that is not understood has the value None and leads nowhere."""

import base64
import binascii
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote

from extraction.scripts.script_values import Value, combined, holds

# Functions that lead on are short; what is longer is a library.
_LONGEST_BODY = 3000
_DEEPEST = 12
_FUNCTION = re.compile(
    r"""
    # function name(a, b) {
      \bfunction\s{1,9}([\w$]{1,60})\s{0,9}\(([\w$,\s]{0,200})\)\s{0,9}\{
    # name = function(a, b) {
    | \b([\w$]{1,60})\s{0,9}[=:]\s{0,9}(?:async\s{1,4})?function\s{0,9}\(([\w$,\s]{0,200})\)\s{0,9}\{
    # name = (a, b) => {
    | \b([\w$]{1,60})\s{0,9}=\s{0,9}\(?([\w$,\s]{0,100}?)\)?\s{0,9}=>\s{0,9}\{
    """,
    re.VERBOSE,
)
_TOKEN = re.compile(
    r"""
    \s{0,99}(?:
    \"((?:[^\"\\\n]|\\.){0,4000})\"|'((?:[^'\\\n]|\\.){0,4000})'|`([^`]{0,1000})`  # a string, by its quote
    |(\d{1,12})(?![\w.])  # a number
    |([A-Za-z_$][\w$]{0,60}(?:\s{0,4}\.\s{0,4}[A-Za-z_$][\w$]{0,60}){0,6})  # a name with its attributes
    |([-+*()]))  # an operator
    """,
    re.VERBOSE,
)
_OF_THIS = re.compile(
    r"""
    (?:(?:\$|jQuery)\(\s?this\s?\)|this)\s{0,4}\.\s{0,4}(data|attr|prop|getAttribute)  # $(this).data('…')
    \(\s{0,4}[\"']([\w-]{1,60})[\"']\s{0,4}\)
    |this\s?\.\s?dataset\s?\.\s?([\w]{1,60})  # this.dataset.…
    |(?:(?:\$|jQuery)\(\s?this\s?\)\s?\.\s?val\(\)|this\s?\.\s?value)  # the value of a field
    |this\s?\.\s?options\s?\[[^\]]{1,60}\]\s?\.\s?value  # of the chosen option
    |(?:\$|jQuery)\(\s?this\s?\)\s?\.\s?find\([^)]{1,60}\)\s?\.\s?val\(\)  # of a field within
    """,
    re.VERBOSE,
)
_COMPARED = re.compile(r"\s{0,9}(===?|!==?|<=|>=|<|>)\s{0,9}")
_QUESTION = re.compile(r"\s{0,9}\?(?![.?])")
_COLON = re.compile(r"\s{0,9}:")
_CLOSING = re.compile(r"\s{0,9}\)")
_ESCAPED = re.compile(r"\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(.))", re.DOTALL)
_SAME = (
    "parseInt",
    "Number",
    "String",
    "encodeURI",
    "encodeURIComponent",
    "parseFloat",
    "Math.max",
    "escape",
    "toString",
)


@dataclass(frozen=True, slots=True)
class Function:
    """A function of the page: the names of its parameters and its text."""

    parameters: tuple[str, ...]
    body: str


@dataclass(slots=True)
class Names:
    """What names stand for: variables, and what `this` says by attribute (data-page as page)."""

    values: dict[str, Value] = field(default_factory=dict)
    this: Mapping[str, str] = field(default_factory=dict)

    def get(self, name: str) -> Value:
        if name in self.values:
            return self.values[name]
        root, _, rest = name.partition(".")
        # obj.curr, e.page: the argument of a pager's callback.
        return self.values.get(root) if rest and root in self.values else None


def functions(text: str) -> dict[str, Function]:
    """The functions of a script by name."""
    found: dict[str, Function] = {}
    for match in _FUNCTION.finditer(text):
        name, given = next((match[i], match[i + 1]) for i in (1, 3, 5) if match[i] is not None)
        body = block(text, match.end() - 1)
        if body:
            found.setdefault(
                name, Function(tuple(one.strip() for one in given.split(",") if one.strip()), body)
            )
    return found


def block(text: str, start: int) -> str:
    """The text between the brace at start and its partner; "" where the partner is too far away."""
    depth = 0
    for match in re.compile(r"[{}]").finditer(text, start, start + _LONGEST_BODY):
        depth += 1 if match[0] == "{" else -1
        if depth == 0:
            return text[start + 1 : match.start()]
    return ""


def arguments(text: str, names: Names) -> list[Value]:
    """The values of the arguments of a call whose text begins after its bracket."""
    values: list[Value] = []
    at = 0
    while len(values) < 12:
        value, at = evaluate(text, names, at)
        values.append(value)
        separator = re.compile(r"[,)(;]").search(text, at, at + 400)
        if not separator or separator[0] != ",":
            break
        at = separator.end()
    return values


def condition(text: str, at: int, names: Names) -> tuple[bool | None, int, int]:
    """Whether the comparison that begins here holds, None for one that is not understood, and from where to
    where the branch behind it goes."""
    left, end = evaluate(text, names, at)
    sign = _COMPARED.match(text, end)
    right, end = evaluate(text, names, sign.end()) if sign else (None, end)
    closing = _CLOSING.match(text, end)
    if sign is None or closing is None or left is None or right is None:
        return None, end, end
    begin = closing.end()
    return holds(left, sign[1], right), begin, branch_end(text, begin)


def branch_end(text: str, at: int) -> int:
    """Where the block or the statement that begins here ends."""
    at = _skip_space(text, at)
    if text.startswith("{", at):
        return at + len(block(text, at)) + 2
    end = text.find(";", at, at + _LONGEST_BODY)
    return len(text) if end < 0 else end + 1


def evaluate(text: str, names: Names, at: int = 0, depth: int = 0) -> tuple[Value, int]:
    """The value of the expression that begins at this place (a sum, or the one of two that a comparison
    chooses), None for one that is not understood, and where it ends."""
    value, at = _sum(text, names, at, depth)
    sign = _COMPARED.match(text, at)
    right, end = _sum(text, names, sign.end(), depth) if sign else (None, at)
    question = _QUESTION.match(text, end)
    if question is None or depth > _DEEPEST:
        return value, at
    first, end = evaluate(text, names, question.end(), depth + 1)
    colon = _COLON.match(text, end)
    if colon is None:
        return None, end
    second, end = evaluate(text, names, colon.end(), depth + 1)
    known = holds(value, sign[1], right) if sign else None if value is None else value not in (0, "")
    return (None if known is None else first if known else second), end


def _sum(text: str, names: Names, at: int, depth: int) -> tuple[Value, int]:
    value, at = _term(text, names, at, depth)
    while (token := _TOKEN.match(text, at)) and token[6] in ("+", "-"):
        other, end = _term(text, names, token.end(), depth)
        value, at = combined(value, other, token[6]), end
    return value, at


def _term(text: str, names: Names, at: int, depth: int) -> tuple[Value, int]:
    value, at = _product(text, names, at, depth)
    while (token := _TOKEN.match(text, at)) and token[6] == "*":
        other, end = _product(text, names, token.end(), depth)
        value, at = combined(value, other, "*"), end
    return value, at


def _product(text: str, names: Names, at: int, depth: int) -> tuple[Value, int]:
    if this := _OF_THIS.match(text, _skip_space(text, at)):
        key = this[2] or this[3] or "value"
        said = names.this.get(key.removeprefix("data-"), names.this.get(key))
        return (
            int(said) if said and said.isdecimal() and len(said) < 10 and this[1] == "data" else said
        ), this.end()
    token = _TOKEN.match(text, at)
    if token is None or depth > _DEEPEST:
        return None, at
    if token[1] is not None or token[2] is not None:
        return _unescaped(token[1] if token[1] is not None else token[2]), token.end()
    if token[3] is not None:
        return _template(token[3], names, depth), token.end()
    if token[4]:
        return int(token[4]), token.end()
    if token[6] == "(":
        value, end = evaluate(text, names, token.end(), depth + 1)
        closing = _TOKEN.match(text, end)
        return (value, closing.end()) if closing and closing[6] == ")" else (None, end)
    if token[5]:
        return _named(text, re.sub(r"\s", "", token[5]), token.end(), names, depth)
    return None, at


def _named(text: str, name: str, end: int, names: Names, depth: int) -> tuple[Value, int]:
    if text[end : end + 1] != "(":
        return names.get(name), end
    if text[end : end + 2] == "()" and "." in name:  # api.getCurrent()
        return names.get(name), end + 2
    value, inside = evaluate(text, names, end + 1, depth + 1)
    closing = re.compile(r"[\s\w.,'\"]{0,40}\)").match(text, inside)
    after = closing.end() if closing else inside
    last = name.rpartition(".")[2]
    if name in _SAME or last in _SAME:
        return (names.get(name.removesuffix(".toString")) if last == "toString" else value), after
    if last in DECODERS and isinstance(value, str):
        return DECODERS[last](value), after
    return None, after


def _template(text: str, names: Names, depth: int) -> Value:
    told: list[str] = []
    for i, piece in enumerate(re.split(r"\$\{([^{}]{1,200})\}", text)):
        value: Value = piece if i % 2 == 0 else evaluate(piece, names, 0, depth + 1)[0]
        if value is None:
            return None
        told.append(str(value))
    return "".join(told)


def _skip_space(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at


def _unescaped(text: str) -> str:
    if "\\" not in text:
        return text
    return _ESCAPED.sub(
        lambda m: (
            chr(int(m[1] or m[2], 16)) if m[1] or m[2] else {"n": "\n", "t": "\t", "r": ""}.get(m[3], m[3])
        ),
        text,
    )


def from_base64(text: str) -> Value:
    """The characters of a text in Base64, as atob gives them; None for something else."""
    try:
        raw = base64.b64decode("".join(text.split()), validate=True)
    except (binascii.Error, ValueError):
        return None
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("latin-1")


def _percent(text: str) -> Value:
    return unquote(re.sub(r"%u([0-9a-fA-F]{4})", lambda m: chr(int(m[1], 16)), text))


DECODERS: dict[str, Callable[[str], Value]] = {
    "atob": from_base64,
    "decode": from_base64,
    "unescape": _percent,
    "decodeURI": _percent,
    "decodeURIComponent": _percent,
}


def variables(text: str) -> Iterator[tuple[str, Value]]:
    """The variables that a script sets to a literal, outside and inside functions, the first of a name."""
    for match in re.compile(
        r"(?:\b(?:var|let|const)\s{1,9}|[,;{}\n]\s{0,20})([A-Za-z_$][\w$]{0,60})\s{0,9}=(?![=>])"
    ).finditer(text):
        value, end = evaluate(text, Names(), match.end())
        if value is not None and end > match.end():
            yield match[1], value
