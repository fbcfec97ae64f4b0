"""The tools we are measured against, each used as its documentation advises for the best text.

Options were tried on our gold and the better ones kept; benchmarks/README.md names them. Every function takes
the bytes of a page and its address and gives a Reading; what a tool does not offer stays None, and OFFERED
says which fields count for it.
"""

import logging
import re
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version

import justext
import lxml.html
import trafilatura
from boilerpy3.extractors import ArticleExtractor
from gne import GeneralNewsExtractor
from readability import Document
from resiliparse.extract.html2text import extract_plain_text
from resiliparse.parse.encoding import bytes_to_str, detect_encoding
from resiliparse.parse.html import HTMLTree

from benchmarks.pages import NOW
from benchmarks.score import Reading

CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
CHINESE = {"gb2312": "gb18030", "gbk": "gb18030"}
TODAY = NOW.date().isoformat()

for quiet in ("trafilatura", "readability", "gne", "boilerpy3", "htmldate"):
    logging.getLogger(quiet).setLevel(logging.CRITICAL)
warnings.filterwarnings("ignore")


@dataclass(frozen=True)
class Peer:
    """A tool: its package, which of title, date and source it offers, and how it reads."""

    package: str
    offers: tuple[str, ...]
    read: Callable[[bytes, str], Reading]

    @property
    def label(self) -> str:
        return f"{self.package} {version(self.package)}"


def decoded(payload: bytes) -> str:
    """The page as text, for tools that take only text: the declared charset, GBK read as GB 18030."""
    declared = CHARSET.search(payload[:4096])
    name = declared[1].decode().lower() if declared else "utf-8"
    return payload.decode(CHINESE.get(name, name), "replace")


def read_trafilatura(payload: bytes, url: str) -> Reading:
    """Standard mode: fallback algorithms on, tables in, comments out; dates searched in the whole page."""
    found = trafilatura.bare_extraction(
        payload,
        url=url,
        include_comments=False,
        include_tables=True,
        with_metadata=True,
        date_extraction_params={"extensive_search": True, "original_date": True, "max_date": TODAY},
    )
    if found is None:
        return Reading("")
    return Reading(found.text or "", found.title, found.date, found.author)


def read_readability(payload: bytes, url: str) -> Reading:
    page = Document(payload, url=url)
    summary = lxml.html.fromstring(page.summary(html_partial=True))
    return Reading("\n".join(summary.itertext()), page.short_title())


def read_resiliparse(payload: bytes, _url: str) -> Reading:
    tree = HTMLTree.parse(bytes_to_str(payload, detect_encoding(payload)))
    text = extract_plain_text(tree, main_content=True, alt_texts=False, list_bullets=False)
    return Reading(text, tree.title)


def read_justext(payload: bytes, _url: str) -> Reading:
    """Without a stop list, as advised for languages it has none for; lengths for Chinese, which has no
    spaces and says the same in a third of the letters."""
    paragraphs = justext.justext(
        decoded(payload),
        frozenset(),
        stopwords_low=0,
        stopwords_high=0,
        length_low=15,
        length_high=40,
    )
    return Reading("\n".join(p.text for p in paragraphs if not p.is_boilerplate))


GNE = GeneralNewsExtractor()


def read_gne(payload: bytes, url: str) -> Reading:
    found = GNE.extract(decoded(payload), host=url)
    return Reading(found["content"], found["title"], found["publish_time"], found["author"])


BOILERPY = ArticleExtractor()


def read_boilerpy(payload: bytes, _url: str) -> Reading:
    found = BOILERPY.get_doc(decoded(payload))
    return Reading(found.content, found.title)


PEERS = (
    Peer("trafilatura", ("title", "date", "source"), read_trafilatura),
    Peer("readability-lxml", ("title",), read_readability),
    Peer("resiliparse", ("title",), read_resiliparse),
    Peer("justext", (), read_justext),
    Peer("gne", ("title", "date", "source"), read_gne),
    Peer("boilerpy3", ("title",), read_boilerpy),
)
