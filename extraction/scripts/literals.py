"""The text that a literal of a script stands for."""

import re
from urllib.parse import unquote

_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(.))", re.DOTALL)
_PERCENT_U = re.compile(r"%u([0-9a-fA-F]{4})")
_CONTROLS = {"n": "\n", "r": "\n", "t": " ", "b": "", "f": ""}


def plain_literal(literal: str) -> str:
    r"""The literal with its escapes undone: \u4e91, \x41, %u4E91 and %E4%BA%91 too."""
    if "\\" in literal:
        literal = _ESCAPE.sub(_character, literal)
    if "%u" in literal:
        literal = _PERCENT_U.sub(lambda found: chr(int(found[1], 16)), literal)
    if "%E" in literal:
        literal = unquote(literal)
    return literal


def _character(found: re.Match[str]) -> str:
    code = found[1] or found[2]
    return chr(int(code, 16)) if code else _CONTROLS.get(found[3], found[3])
