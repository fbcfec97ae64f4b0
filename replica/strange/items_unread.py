"""Lists whose items have no address that can be had without a browser."""

from collections.abc import Sequence
from html import escape

from replica.strange.items import SCRIPTED, each
from replica.strange.parts import part
from replica.strange.shapes import Row
from replica.strange.site import StrangeSite

each(
    "view_outside",
    SCRIPTED,
    "javascript:view(9022), its script outside",
    '<li><a href="javascript:view({number})">{title}</a><span>{day}</span></li>',
    "<ul>{}</ul><script src='/js/view.js'></script>",
    readable=False,
)
each(
    "vue_click",
    "class: handlers of a framework",
    "@click with a number",
    '<li @click="toDetail({number})"><span>{title}</span><em>{day}</em></li>',
    "<ul>{}</ul><script src='/js/app.js'></script>",
    readable=False,
)
each(
    "no_link",
    "class: items without links",
    "titles without any link",
    "<tr><td>{i}</td><td>{title}</td><td>{day}</td></tr>",
    "<table>{}</table>",
    readable=False,
)
each(
    "id_only",
    "class: items with ids",
    "rows with an id, their script outside",
    '<li class="doc" id="doc_{number}">{title}<span>{day}</span></li>',
    "<ul>{}</ul><script src='/js/doc.js'></script>",
    readable=False,
)


@part("items", "document_write", "webrecorder/browsertrix#3653", readable=False)
def document_write(site: StrangeSite, rows: Sequence[Row]) -> str:
    """items are written by document.write"""
    lines = "".join(
        f"""document.write('<li><a href="{row.target}">{escape(row.title)}</a>{row.day}</li>');\n"""
        for row in rows
    )
    return f"<ul><script>{lines}</script></ul>"


@part("items", "script_array", "class: lists in script arrays", readable=False)
def script_array(site: StrangeSite, rows: Sequence[Row]) -> str:
    """items stand in an array that a script shows"""
    lines = ",\n".join(f'{{title:"{escape(row.title)}",url:"{row.target}",date:"{row.day}"}}' for row in rows)
    return (
        f'<ul id="v"></ul><script>var list=[{lines}];for(var i=0;i<list.length;i++){{add(list[i]);}}</script>'
    )
