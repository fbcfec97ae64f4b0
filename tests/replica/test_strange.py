"""The strange web: its truth is what its pages show, every part can be played, and a seed gives one web."""

import codecs
import re
from collections import Counter
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from lxml import html as parser

from replica.strange import StrangeWeb, strange_truth
from replica.strange.catalogue import FIRST, HELD_OUT
from replica.strange.parts import APART, KINDS, Part
from replica.strange.site import StrangeSite
from replica.web import Response, parse_request
from replica.zoo.governments import read_governments

WEB = StrangeWeb(hosts=60)
DOCS = Path("docs/strange-web.md")
ALL = [part for parts in (FIRST, HELD_OUT) for kind in KINDS for part in parts.of[kind].values()]
# Their text is not on the page of the document as it stands, though it can be had.
ELSEWHERE = ("frame", "pdf", "doc_", "docx", "ofd", "hidden_input", "textarea", "template", "data_content")


def ask(site: StrangeSite, target: str, method: str = "GET", body: bytes = b"") -> Response:
    return site.respond(parse_request(method, f"http://{site.host}{target}", body))


def shown(response: Response) -> str:
    """What a person sees of a page, without white space."""
    body = response.body
    said = re.search(r"charset=([\w-]+)", response.content_type)
    declared = re.search(rb"charset=[\"']?([\w-]+)", body[:8000])
    name = (said[1] if said else declared[1].decode() if declared else "").lower()
    if body.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        name = "utf-16"
    elif body.startswith(codecs.BOM_UTF8):
        name = "utf-8-sig"
    elif not name:
        name = "utf-8" if is_utf8(body) else "gb18030"
    name = "gb18030" if name in ("x-gbk", "gb2312", "gbk") else name
    tree = parser.fromstring(body.decode("utf-8" if name == "utf8" else name, "replace"))
    return "".join(tree.text_content().split())


def is_utf8(body: bytes) -> bool:
    try:
        body.decode()
    except UnicodeDecodeError:
        return False
    return True


def site_with(part: Part, hosts: int = 4) -> StrangeSite:
    """A site whose only strange part this is."""
    held_out = part.name in HELD_OUT.of[part.kind] and HELD_OUT.of[part.kind][part.name] is part
    web = StrangeWeb(hosts, only=(f"{part.kind}:{part.name}",), held_out=held_out)
    return next(site for site in web.sites.values() if part.kind in site.parts)


def test_one_seed_is_one_web_and_another_is_another() -> None:
    assert strange_truth(WEB) == strange_truth(StrangeWeb(hosts=60))
    assert strange_truth(WEB)["sites"] != strange_truth(StrangeWeb(hosts=60, seed=2))["sites"]


def test_no_government_and_no_host_comes_twice_and_all_are_of_the_registry() -> None:
    web = StrangeWeb(hosts=480)
    known = {government.adcode: government.host for government in read_governments(web.governments)}
    assert len(web.chosen) == len(web.sites) == len({government.adcode for government in web.chosen}) == 480
    assert all(known[site.adcode] == site.host for site in web.sites.values())


@pytest.mark.parametrize("held_out", [False, True])
def test_all_parts_are_dealt_about_equally_often(held_out: bool) -> None:
    web = StrangeWeb(hosts=480, held_out=held_out)
    dealt = Counter((kind, part.name) for site in web.sites.values() for kind, part in site.parts.items())
    assert set(dealt) == {(part.kind, part.name) for part in web.parts}
    assert max(dealt.values()) <= 2 * min(dealt.values()) + 2
    for site in web.sites.values():
        kinds = list(site.parts)
        assert not any({one, other} in APART for one in kinds for other in kinds)


@pytest.mark.parametrize("part", ALL, ids=lambda part: f"{part.kind}:{part.name}")
def test_a_part_shows_what_the_truth_says(part: Part) -> None:
    """Every document lies at its address on both nights; all rows of the list lie on some page of it."""
    site = site_with(part)
    assert ask(site, "/").status == 200
    listed = [row.entry.number for chunk in site.chunks for row in chunk]
    assert sorted(listed) == sorted(entry.number for entry in site.entries)
    if part.kind == "pager":
        pages_can_be_asked_for(site, part)
    if part.kind == "column" or not part.readable:
        return
    for entry in site.entries[:3]:
        response = ask(site, site.address(entry).target)
        assert response.status == 200
        if not any(word in part.name for word in ELSEWHERE):
            assert "".join(entry.lines[2].split()) in shown(response), entry.title


def pages_can_be_asked_for(site: StrangeSite, part: Part) -> None:
    """A list that can be read shows each of its rows on the page that is asked for."""
    if not part.readable:
        assert site.pager.ask is None and (site.pager.shows or len(site.chunks) > 1)
        return
    for n, rows in enumerate(site.chunks, 1):
        if n > 1:
            assert site.pager.ask
            method, target, body = site.pager.ask(n)
            text = shown(ask(site, target, method, body))
            assert all("".join(row.title.split()) in text for row in rows)


def test_every_readable_report_has_five_parts_and_some_length() -> None:
    for site in strange_truth(WEB)["sites"]:
        assert 5 <= len(site["reports"]) <= 10
        for report in site["reports"]:
            assert len(report["text"]) > 900
            for word in ("一、", "不足|问题|困难", "负责人", "安排|打算", "其他需要报告"):
                assert re.search(word, report["text"]), (word, report["title"])


def test_most_texts_are_unlike_each_other() -> None:
    texts = [report["text"] for site in strange_truth(WEB)["sites"] for report in site["reports"]]
    lines = Counter(line for text in texts for line in set(text.split("\n")) if len(line) > 20)
    assert len(texts) == len(set(texts))
    assert lines.most_common(1)[0][1] < len(texts) / 2


def test_the_second_night_changes_only_what_the_truth_says() -> None:
    for part in FIRST.of["night"].values():
        site = site_with(part)
        site.turn_to(2)
        edited = {e.year for e in site.entries if e.kind == "report" and site.lines_of(e) != e.lines}
        if part.name not in ("wide_digits", "half_punctuation", "blank"):
            assert edited == set(part.make(site).edited), part.name


def test_every_public_report_that_a_part_names_is_in_the_document() -> None:
    told = DOCS.read_text(encoding="utf-8")
    sources = {part.source for part in ALL if "#" in part.source and not part.source.startswith("class")}
    for source in sources:
        repository, number = source.split("#")
        assert repository in told and f"#{number}" in told, source
    assert len(set(re.findall(r"^\| ([\w./-]+#\d+) \|", told, re.M))) >= 20


def test_addresses_in_the_truth_are_those_of_the_site() -> None:
    for site in strange_truth(WEB)["sites"]:
        assert urlsplit(site["homepage"]).hostname == site["host"]
        assert all(urlsplit(report["url"]).hostname == site["host"] for report in site["reports"])
