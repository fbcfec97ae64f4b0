"""Which lines of an article are its text: head, tail and stray widgets are taken out, each with its rule.

The head ends with the last furniture line before the first line of content; the tail begins with the
first end mark. Titles above the first line of content:

- In a container that a family's selector named, everything was typed by the author: a title, a document
  number, a salutation stay. One exception: where the page prints the title both in its metadata
  (名称, 标题) and as a heading of its own, a third printing on top of the text is a repetition (gkmlpt).
- Elsewhere (plain text, the densest block) the lines up to and including the title are the page's own,
  unless the page has printed the title right above the block.
"""

from collections.abc import Sequence
from itertools import groupby

from extraction.body.text_end import are_scraps, notes_below, rule_between, tail_rules
from extraction.markup.lines import Line
from extraction.prose import boilerplate
from extraction.prose.dates import is_date_line
from extraction.prose.labels import is_row_of_values, read_labels, read_lines
from extraction.prose.text import bare
from records import Removed

# Lines above the text in which a page prints its title; an info line or buttons may appear between.
_HEADING_LINES = 8
# A link outside the article with no more characters is the name of a page: no need to look at its words.
_NAME = 30
_BEFORE_TITLE = 14  # characters of a label or of a site's name before the title
_FOOT = ("footer", "links")  # rules of boilerplate
# Over so many lines a title may be broken.
_TITLE_LINES = 4
# So many lines a slogan and the menu behind it may have.
_SLOGAN_LINES = 20


def strip_furniture(
    lines: Sequence[Line], title: str | None, contained: bool, has_text: bool = True
) -> list[Line]:
    """The same lines in the same order; those that are not text carry the rule that removed them. contained
    and has_text as in ArticleLines."""
    wanted = bare(title or "")
    below = [line for line in lines if line.place == "below"]
    notes = [below[at] for at in notes_below(below)]
    marked = [
        line if line.rule or line in notes else line.ruled(_outside(line, wanted))
        for line in _unlinked(lines)
    ]
    body = [index for index, line in enumerate(marked) if not line.rule]
    above = [line for line in lines if line.place == "above"]
    if contained:
        is_repetition = _printed_twice(above, wanted)
    else:
        heading = [line for line in above[-_HEADING_LINES:] if not line.linked]
        is_repetition = not (wanted and _title_ends(heading, wanted))
    own = [marked[index] for index in body]
    if not contained:
        is_repetition = is_repetition and not _is_typed_title(own, above, wanted)
    rules = _head(own, wanted, is_repetition, contained)
    start = next((at for at, rule in enumerate(rules) if not rule), len(rules))
    rules[start:] = tail_rules(own[start:])
    if not contained:
        rules = [rule or rule_between(line, has_text) for line, rule in zip(own, rules, strict=True)]
        if not has_text and are_scraps([line for line, rule in zip(own, rules, strict=True) if not rule]):
            rules = [rule or "outside the article" for rule in rules]
    for index, rule in zip(body, rules, strict=True):
        marked[index] = marked[index].ruled(rule) if rule else marked[index]
    return marked


def _is_typed_title(own: Sequence[Line], above: Sequence[Line], title: str) -> bool:
    """True where the block begins with the title and the page's info line appears above the block: what is
    below the info line was typed into the text."""
    ends = _title_ends(own[:_TITLE_LINES], title) if title else []
    starts_with_it = bool(ends) and title.startswith(own[0].bare)
    return starts_with_it and any(
        boilerplate.furniture(line) == "info line" for line in above[-_HEADING_LINES:]
    )


def _unlinked(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines, those of the body as if they were no links where most of its sentences are: a template has
    put each paragraph into one."""
    own = [line for line in lines if line.place == "body" and not line.rule]
    if not any(line.linked for line in own):
        return lines
    sentences = [line for line in own if "。" in line.text]
    linked = sum(len(line.text) for line in sentences if line.linked)
    if 2 * linked <= sum(len(line.text) for line in sentences):
        return lines
    return [line.unlinked() if line.place == "body" and line.linked else line for line in lines]


def receipts(lines: Sequence[Line]) -> tuple[Removed, ...]:
    """The removed text in page order; neighbours with the same rule share an entry."""
    return tuple(
        Removed(rule, "\n".join(line.text for line in run))
        for rule, run in groupby(lines, key=lambda line: line.rule)
        if rule
    )


def _printed_twice(above: Sequence[Line], title: str) -> bool:
    """True where the lines above the article hold the title as a labelled value and as a heading."""
    if not title or not any(pair.name == "name" and bare(pair.value) == title for pair in read_lines(above)):
        return False
    for at, line in enumerate(above):
        labels = read_labels(above[at - 1]) if at else ()
        if line.bare == title and not (labels and labels[-1].name == "name"):
            return True
    return False


def _outside(line: Line, title: str) -> str:
    if line.place == "body":
        return ""
    if line.linked and len(line.text) <= _NAME and not (title and line.bare in title):
        return "navigation"
    words = line.bare
    if title and (_is_title(words, title) or (len(words) > 5 and words in title)):
        return "title"
    return boilerplate.furniture(line) or "outside the article"


def _is_title(words: str, title: str) -> bool:
    """True for the title, alone or behind a label or the name of a site."""
    return words == title or (words.endswith(title) and len(words) - len(title) <= _BEFORE_TITLE)


def _head(lines: list[Line], title: str, is_repetition: bool, contained: bool) -> list[str]:
    """A rule for each line before the text, "" for each line from its beginning on."""
    rules, start = _before_content(lines, title, contained)
    if title and is_repetition:
        # A slogan may scroll above the title: lines before the title are not the text.
        end = max(_title_ends(lines[: len(rules) + _SLOGAN_LINES], title), default=0)
        if end > len(rules):
            rules += ["title" if line.bare in title else "header" for line in lines[len(rules) : end]]
            behind, more = _before_content(lines[end:], title, contained)
            rules, end = rules + behind, end + more
        start = max(start, end)
    return rules[:start] + [""] * (len(lines) - start)


def _before_content(lines: list[Line], title: str, contained: bool) -> tuple[list[str], int]:
    """A rule for each line before the first line of content, and the number of lines up to the last furniture
    line."""
    rules: list[str] = []
    start = 0
    foot = len(lines)
    for at, line in enumerate(lines):
        rule = boilerplate.furniture(line)
        if boilerplate.end_mark(line) in _FOOT:
            foot = min(foot, at)
        if is_row_of_values(lines, at) or is_row_of_values(lines, at + 1):
            rule = "info line"
        if not contained and is_date_line(line):  # the page's own, below its heading
            rule = "info line"
        is_titled = line.bare in title
        if not rule and not is_titled and boilerplate.is_content(line) and not line.linked:
            break
        rules.append(rule or ("title" if is_titled else "header"))
        start = len(rules) if rule else start
    else:  # no content at all, such as "see the file": what stands above the foot may be all there is
        last = max(
            (at + 1 for at, rule in enumerate(rules[:foot]) if rule not in ("title", "header")), default=0
        )
        if last < foot:
            return rules[:foot], last
    return rules, start


def _title_ends(lines: Sequence[Line], title: str) -> list[int]:
    """Where printings of the title end, each over one or several lines."""
    ends = []
    for start in range(len(lines)):
        joined = ""
        for end in range(start, min(start + 5, len(lines))):
            joined += lines[end].bare
            if _is_title(joined, title):
                ends.append(end + 1)
            if not title.startswith(joined):
                break
    return ends
