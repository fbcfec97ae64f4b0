"""Info lines that a page writes by script: document.write("2024-03-28"), var pubTime = "…".

Nobody sees these words in the HTML, so they are no lines of the page: they are read for its fields only.
"""

import re
from collections.abc import Iterator
from typing import Any

from extraction.markup.page import Page
from extraction.prose.text import squeeze

# Scripts with an info line are short; libraries pasted into the page are not.
_LONGEST = 20_000
_LABEL_LIMIT = 40
_WRITTEN = re.compile(
    r"document\.write(?:ln)?\(\s{0,9}(?:\"((?:[^\"\\\n]|\\.){1,400})\"|'((?:[^'\\\n]|\\.){1,400})')\s{0,9}\)"
)
_VARIABLE = re.compile(r"\b(\w{1,40})\s{0,9}[=:]\s{0,9}[\"']([^\"'\n<>]{2,60})[\"']")
_DATE_NAME = re.compile(
    r"(?:doc|art|article|info|news)?_?(?:pub|publish|rel|release|issue|fb|fabu)\w{0,12}?(?:time|date|sj|rq|shijian)",
    re.I,
)
_SOURCE_NAME = re.compile(r"(?:content|article|info|doc)?_?(?:source(?:name)?|laiyuan|xxly|wzly)", re.I)
# What a script with such a variable holds somewhere, in small letters: most scripts are passed over by it.
_DATE_WORDS = (("pub", "release", "issue", "fb", "fabu"), ("time", "date", "sj", "rq", "shijian"))
_SOURCE_WORDS = ("source", "laiyuan", "xxly", "wzly")
_TAG = re.compile(r"<[^<>]{0,400}>")


def written_lines(page: Page) -> list[str]:
    """The lines that short scripts write: what stands before the script in its element, and the literal;
    variables whose names say publication date or source come as labelled lines."""
    lines: list[str] = []
    for script in page.tree.iter("script"):
        text = script.text or ""
        if not text or len(text) > _LONGEST:
            continue
        label = ""
        for found in _WRITTEN.finditer(text) if "document.write" in text else ():
            label = label or _before(script)
            if words := squeeze(_TAG.sub(" ", (found[1] or found[2]).replace("\\", ""))):
                lines.append(label + words)
        lines.extend(_variables(text) if _may_name_a_field(text.lower()) else ())
    return lines


def _may_name_a_field(text: str) -> bool:
    return any(word in text for word in _SOURCE_WORDS) or all(
        any(word in text for word in words) for words in _DATE_WORDS
    )


def _variables(text: str) -> Iterator[str]:
    for found in _VARIABLE.finditer(text):
        if _DATE_NAME.fullmatch(found[1]):
            yield f"发布时间：{squeeze(found[2])}"
        elif _SOURCE_NAME.fullmatch(found[1]) and re.search(r"[\u4e00-\u9fff]", found[2]):
            yield f"来源：{squeeze(found[2])}"


def _before(script: Any) -> str:
    """The end of what stands directly before a script: the label of what it writes."""
    before = script.getprevious()
    if before is None:
        return (
            squeeze(script.getparent().text or "")[-_LABEL_LIMIT:] if script.getparent() is not None else ""
        )
    shown = "" if before.tag == "script" or not isinstance(before.tag, str) else "".join(before.itertext())
    return squeeze(f"{shown} {before.tail or ''}")[-_LABEL_LIMIT:]
