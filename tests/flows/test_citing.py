"""Citations: what a reader of each form gets back is what the archive knows."""

import json
import re
from dataclasses import replace
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.lookup.citation_forms import bibtex, csl, gbt7714
from storage.publishing.cite import Citation
from tests.conftest import Demo, fazhi

CITED = Citation(
    report_id="330282-2024",
    version_no=2,
    issuer="慈溪市人民政府",
    title="慈溪市人民政府2024年度法治政府建设情况",
    published_on=date(2025, 3, 5),
    doc_number="慈政发〔2025〕9号",
    url="http://www.cixi.gov.cn/a_b/report.html?id=1&x=50%25#top",
    captured_at=datetime.fromisoformat("2026-11-21T17:30:05.25"),
    capture_id="urn:uuid:0345bc1d-e712-47c3-bef5-cb3ebb998057",
    payload_digest="sha256:8bc2abb5",
)
UNKNOWN = replace(CITED, issuer=None, title=None, published_on=None, doc_number=None)

# How TeX reads what we write instead of its signs.
READ_BY_TEX = {
    r"\textbackslash{}": "\\",
    r"\textasciitilde{}": "~",
    r"\textasciicircum{}": "^",
    **{f"\\{sign}": sign for sign in "{}&%$#_"},
}
TEX_WORD = re.compile("|".join(re.escape(written) for written in READ_BY_TEX))


def bibtex_fields(entry: str) -> dict[str, str]:
    lines = re.findall(r"^  (\w+) = \{(.*)\},$", entry, re.MULTILINE)
    assert len(lines) == entry.count("\n") - 1
    return dict(lines)


def as_tex_reads(written: str) -> str:
    return TEX_WORD.sub(lambda word: READ_BY_TEX[word[0]], written)


def test_gbt7714_has_the_parts_in_the_order_of_the_standard() -> None:
    line, note = gbt7714(CITED).split("\n")
    assert line == (
        "慈溪市人民政府. 慈溪市人民政府2024年度法治政府建设情况: 慈政发〔2025〕9号[R/OL]. (2025-03-05)[2026-11-22]. "
        "http://www.cixi.gov.cn/a_b/report.html?id=1&x=50%25#top."
    )
    assert "2026-11-21T17:30:05Z" in note
    assert CITED.capture_id in note
    assert CITED.payload_digest in note


def test_what_the_page_does_not_say_is_left_out() -> None:
    assert gbt7714(UNKNOWN).startswith("无题名[R/OL]. [2026-11-22]. http")
    fields = bibtex_fields(bibtex(UNKNOWN))
    assert fields.keys().isdisjoint({"author", "institution", "year", "month", "date", "number"})
    (item,) = json.loads(csl(UNKNOWN))
    assert item.keys().isdisjoint({"author", "publisher", "issued", "number"})


def test_csl_names_a_corporate_author_and_whole_dates() -> None:
    (item,) = json.loads(csl(CITED))
    assert item["author"] == [{"literal": "慈溪市人民政府"}]
    assert item["issued"] == {"date-parts": [[2025, 3, 5]]}
    assert item["accessed"] == {"date-parts": [[2026, 11, 22]]}
    assert item["archive_location"] == CITED.capture_id
    assert item["URL"] == CITED.url


@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Z"]), min_size=1))
def test_tex_reads_any_title_as_it_is(title: str) -> None:
    fields = bibtex_fields(bibtex(replace(CITED, title=title, issuer=title)))
    assert fields["title"].startswith("{") and fields["title"].endswith("}")
    assert as_tex_reads(fields["title"][1:-1]) == title
    assert as_tex_reads(fields["institution"]) == title
    assert not re.search(r"[{}&%$#_~^\\]", TEX_WORD.sub("", fields["institution"]))


@given(st.text(st.sampled_from('{}\\"a%')))
def test_no_address_ends_the_entry(path: str) -> None:
    fields = bibtex_fields(bibtex(replace(CITED, url=f"http://a.gov.cn/{path}")))
    assert not set(fields["url"]) & set('{}\\"')


@given(st.text(min_size=1))
def test_every_key_is_one_that_programs_take(report_id: str) -> None:
    cited = replace(CITED, report_id=report_id)
    (key,) = re.findall(r"^@techreport\{(.*),$", bibtex(cited), re.MULTILINE)
    assert re.fullmatch(r"[A-Za-z0-9-]+", key)
    assert json.loads(csl(cited))[0]["id"] == key


def test_the_command_cites_the_version_that_was_asked_for(demo: Demo) -> None:
    told = {
        number: fazhi(
            *("--data", str(demo.data.root), "cite", "130407-2022", "--format", "csl", "--version", number)
        )
        for number in ("1", "2")
    }
    first, second = (json.loads(told[number].out)[0] for number in ("1", "2"))
    assert first["archive_location"] != second["archive_location"]
    assert json.loads(fazhi("--data", str(demo.data.root), "cite", "130407-2022", "--format", "csl").out) == [
        second
    ]
    assert first["author"] == [{"literal": "邯郸市肥乡区人民政府"}]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["cite", "330282-224"], "near: 330282-2024"),
        (["cite", "兴庆区"], "near: 640104-"),
        (["history", "330282-224"], "near: 330282-2024"),
        (["show", "慈溪市", "2014"], "near: 330282-2018"),
        (["cite", "330282-2099"], "near: 330282-2024"),
        (["cite", "130407-2022", "--version", "9"], "its versions are 1 to 2"),
        (["search", "法 OR"], "operator"),
        (["release", "--version", "a/b"], "cannot name a release"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_what_cannot_be_answered_is_one_line(demo: Demo, arguments: list[str], says: str) -> None:
    ended = fazhi("--data", str(demo.data.root), *arguments)
    assert ended.code == 2
    assert says in ended.err
    assert ended.err.count("\n") == 1


def test_search_prints_the_place(demo: Demo) -> None:
    ended = fazhi(
        *("--data", str(demo.data.root), "search", "出庭应诉", "负责人", "--most", "3", "--format", "json")
    )
    found = json.loads(ended.out)
    assert len(found) == 3
    assert all("出庭应诉" in one["place"] for one in found)
