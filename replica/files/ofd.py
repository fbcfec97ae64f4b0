"""OFD (GB/T 33190): the pages of the PDF writer as text objects in a ZIP of XML."""

from collections.abc import Sequence
from xml.sax.saxutils import escape

from replica.files.pdf import HEIGHT, Page, Words, length, report_pages
from replica.files.zip import write_zip

_NAMESPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_MM = 25.4 / 72


def report_ofd(title: Sequence[str], lines: Sequence[str]) -> bytes:
    """A report as pages of fixed text."""
    return write_ofd(report_pages(title, lines))


def write_ofd(pages: Sequence[Page]) -> bytes:
    """The file of these pages; pictures are named and left out."""
    links = "".join(
        f'<ofd:Page ID="{100 + at}" BaseLoc="Pages/Page_{at}/Content.xml"/>' for at in range(len(pages))
    )
    members = {
        "OFD.xml": (
            f'<ofd:OFD {_NAMESPACE} Version="1.0" DocType="OFD"><ofd:DocBody>'
            "<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"
        ),
        "Doc_0/Document.xml": (
            f"<ofd:Document {_NAMESPACE}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297"
            f"</ofd:PhysicalBox></ofd:PageArea></ofd:CommonData><ofd:Pages>{links}</ofd:Pages></ofd:Document>"
        ),
    }
    for at, page in enumerate(pages):
        shown = "".join(map(_text_object, page.words))
        shown += "".join('<ofd:ImageObject Boundary="0 0 210 297" ResourceID="1"/>' for _ in page.images)
        members[f"Doc_0/Pages/Page_{at}/Content.xml"] = (
            f'<ofd:Page {_NAMESPACE}><ofd:Content><ofd:Layer Type="Body">{shown}</ofd:Layer></ofd:Content></ofd:Page>'
        )
    return write_zip((name.encode(), f"{_HEAD}{text}".encode()) for name, text in members.items())


def _text_object(words: Words) -> str:
    size = words.size * _MM
    x, y = words.x * _MM, (HEIGHT - words.y) * _MM - size
    steps = " ".join(f"{length(character) * size:.3f}" for character in words.text[:-1])
    return (
        f'<ofd:TextObject Boundary="{x:.3f} {y:.3f} {length(words.text) * size:.3f} {size * 1.2:.3f}" Font="1" '
        f'Size="{size:.3f}"><ofd:TextCode X="0" Y="{size:.3f}" DeltaX="{steps}">{escape(words.text)}'
        "</ofd:TextCode></ofd:TextObject>"
    )
