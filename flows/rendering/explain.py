"""`fazhi extract --explain` and `--html`: a page's lines, kept and removed, each with its reason."""

from collections.abc import Iterator, Sequence
from html import escape

from rich.table import Table
from rich.text import Text

from extraction.explain import Block
from flows.rendering.terminal import Terminal
from records import FACTS, Extraction
from records.text.printable import printable

STYLE = """
:root { color-scheme: light dark; --line: #8884; --gone: #b3261e; --fed: #0b6bcb; --head: #1a7f37 }
@media (prefers-color-scheme: dark) { :root { --gone: #f28b82; --fed: #7cb7ff; --head: #6fdd8b } }
body { font: 16px/1.65 system-ui, "Noto Sans CJK SC", "Microsoft YaHei", sans-serif; margin: 2rem auto; max-width: 62rem;
  padding: 0 1rem }
h1 { font-size: 1.35rem; margin: 0 0 .2rem } h2 { font-size: 1rem; margin: 2rem 0 .4rem }
.from, small { color: #777; word-break: break-all }
table { border-collapse: collapse } td { padding: .1rem 1rem .1rem 0; vertical-align: top }
td:last-child { color: #777 } .issue { color: var(--gone) }
.page { border-top: 1px solid var(--line) }
.page div { display: grid; grid-template-columns: 12rem 1fr; gap: 1rem; border-bottom: 1px solid var(--line) }
.page b { font-weight: normal; font-size: .8rem; text-align: right; padding-top: .2rem }
.page p { margin: 0; overflow-wrap: anywhere; white-space: pre-wrap }
.gone { color: var(--gone); opacity: .75 } .gone p { text-decoration: line-through; text-decoration-thickness: 1px }
.fed b { color: var(--fed) } .fed { background: color-mix(in srgb, var(--fed) 10%, transparent) }
.heading b { color: var(--head) }
#kept:checked ~ .page .gone { display: none }
"""


def margin(block: Block) -> str:
    """The result for a line in a few words: the rule, the heading's level, the fields read from it."""
    words = [block.rule] if block.rule else [f"heading {block.level}"] if block.level else []
    if block.fields:
        words.append("→ " + ", ".join(block.fields))
    return " ".join(words)


def show_explained(extraction: Extraction, blocks: Sequence[Block], name: str) -> None:
    """The page for a person: in colours in a terminal, with `-` (removed) and `+` (kept) marks in a pipe."""
    console = Terminal(highlight=False)
    if console.is_terminal:
        console.print(
            f"{name}  family {extraction.family}, {extraction.encoding}", soft_wrap=True, style="bold"
        )
        console.print(_coloured(blocks))
    else:
        for block in blocks:
            print(printable(f"{'-' if block.rule else '+'} {margin(block):<30} | {block.text}"))
        print()
    for row in findings(extraction):
        console.print(f"{row[0]:<13}  {row[1]}  {row[2]}", soft_wrap=True)
    for issue in extraction.issues:
        console.print(f"issue {issue.code}: {issue.detail}", style="yellow", soft_wrap=True)


def _coloured(blocks: Sequence[Block]) -> Table:
    table = Table.grid(padding=(0, 1))
    table.add_column(justify="right", width=22)
    table.add_column(overflow="fold")
    for block in blocks:
        style = "dim red" if block.rule else "green" if block.level else ""
        text = Text(block.text, style="dim red" if block.rule else "")
        text.stylize("bold green", 0, block.heading)
        table.add_row(Text(margin(block), style="blue" if block.fields else style), text)
    return table


def findings(extraction: Extraction) -> Iterator[tuple[str, str, str]]:
    """Each field with its value, its source on the page and its confidence."""
    for name in FACTS:
        value, evidence = getattr(extraction, name), extraction.evidence.get(name)
        why = f"{evidence.confidence:.0%}  {evidence.basis}" if evidence else ""
        yield name, "–" if value is None else str(value), why


def as_html(extraction: Extraction, blocks: Sequence[Block], name: str, url: str) -> str:
    """The same as a page of its own, without scripts or external resources."""
    fields = "".join(
        f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in findings(extraction)
    )
    issues = "".join(
        f'<p class="issue">{escape(f"{issue.code}: {issue.detail}")}</p>' for issue in extraction.issues
    )
    files = "".join(
        f"<p>{escape(file.name)}<br><small>{escape(file.url)}</small></p>" for file in extraction.attachments
    )
    kept = sum(1 for block in blocks if not block.rule)
    return f"""<!doctype html>
<html lang="zh"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{escape(extraction.title or name)}</title><style>{STYLE}</style></head><body>
<h1>{escape(extraction.title or "(no title)")}</h1>
<div class="from">{escape(name)} {escape(url)}<br>family {escape(extraction.family)}, {escape(extraction.encoding)},
extractor {escape(extraction.extractor_version)}</div>
<h2>Read from the page</h2><table>{fields}</table>{issues}
{f"<h2>Attachments</h2>{files}" if files else ""}
<h2>The page, line by line: {kept} kept, {len(blocks) - kept} removed</h2>
<input type="checkbox" id="kept"> <label for="kept">only what was kept</label>
<section class="page">
{"".join(map(_row, blocks))}</section></body></html>
"""


def _row(block: Block) -> str:
    kinds = ("gone" if block.rule else "", "fed" if block.fields else "", "heading" if block.level else "")
    heading, text = escape(block.text[: block.heading]), escape(block.text[block.heading :])
    words = f"<strong>{heading}</strong>{text}" if heading else text
    return (
        f'<div class="{" ".join(filter(None, kinds))}"><b>{escape(margin(block))}</b><p>{words}</p></div>\n'
    )
