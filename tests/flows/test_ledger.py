"""`fazhi ledger` on the demo's archive, and the picture it draws."""

import csv
import io
import json
import re
from datetime import datetime
from pathlib import Path
from xml.etree import ElementTree

import pytest

from flows.rendering.heatmap import PARTS, draw, number, published_percent, told, with_country
from storage.history.ledger import Share
from tests.conftest import Demo, fazhi

SVG = "{http://www.w3.org/2000/svg}"
AS_OF = datetime.fromisoformat("2026-02-10T18:00")


def share(province: str = "浙江省", year: int = 2024, **counts: int) -> Share:
    parts = {name: counts.get(name, 0) for name, _, _ in PARTS}
    return Share(province, year, sum(parts.values()), **parts)


def ask(demo: Demo, *options: str) -> str:
    ended = fazhi("--data", str(demo.data.root), "ledger", *options)
    assert (ended.code, ended.err) == (0, "")
    return ended.out


def test_rows_of_one_status_with_all_columns(demo: Demo) -> None:
    rows = json.loads(ask(demo, "--status", "published_late", "--format", "json"))
    assert [(row["adcode"], row["report_year"], row["days_late"]) for row in rows] == [("640104", 2019, 7)]
    (line,) = csv.DictReader(io.StringIO(ask(demo, "--status", "published_late", "--format", "csv")))
    assert line["proof_captures"].split() == rows[0]["proof_captures"] != []
    assert line["parts"].split() == rows[0]["parts"]


def test_rows_of_a_province_and_year(demo: Demo) -> None:
    table = ask(demo, "--province", "四川", "--year", "2019")
    assert re.search(r"510402\t.*published_then_removed\t.*2020-03-31", table)
    assert re.search(r"510100\t.*unknown", table) and "330282" not in table


def test_without_options_how_many_there_are_of_each_status(demo: Demo) -> None:
    table = ask(demo)
    assert "published_then_removed" in table
    assert re.findall(r"│ +(20\d\d) │", table)[:4] == ["2016", "2017", "2018", "2019"]


def test_the_map_in_the_terminal_and_as_a_picture(demo: Demo, tmp_path: Path) -> None:
    shown = ask(demo, "--map")
    assert "全国" in shown and "2024" in shown and "(100)" in shown
    picture = tmp_path / "country.svg"
    ask(demo, "--province", "宁夏", "--map", str(picture))
    words = [text.text for text in ElementTree.parse(picture).iter(f"{SVG}text")]
    assert "宁夏回族自治区" in words and "2024" in words and "全国" not in words


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--status", "lost"], "unknown status 'lost': choose from published, published_late"),
        (["--map", "country.png"], "the picture is written as SVG"),
        (["--map", "--province", "火星"], "no province in the ledger begins with '火星'"),
    ],
)
def test_what_cannot_be_shown_is_said_in_one_line(demo: Demo, options: list[str], says: str) -> None:
    ended = fazhi("--data", str(demo.data.root), "ledger", *options)
    assert ended.code == 2 and says in ended.err and ended.err.count("\n") == 1


@pytest.mark.parametrize(
    ("one", "percent", "words"),
    [
        (share(in_time=6, late=1, public=1, gone=1, not_found=1), 80, "80"),
        (share(in_time=1, not_found=2, unread=3), 33, "33"),
        (share(in_time=2, unread=3), 100, "(100)"),
        (share(unread=3), None, "–"),
        (share(), None, "not due"),
    ],
)
def test_a_cells_number_speaks_of_what_could_be_looked_at(
    one: Share, percent: int | None, words: str
) -> None:
    assert (published_percent(one), number(one)) == (percent, words)


def test_the_country_is_the_sum_of_its_provinces() -> None:
    both = [share(in_time=3, unread=1), share("河北省", in_time=1, late=2)]
    assert with_country(both)[0] == share("全国", in_time=4, late=2, unread=1)


def test_the_picture_shows_every_cell_in_words_and_its_bar_to_scale() -> None:
    shares = [share(in_time=6, late=2, not_found=2), share(year=2025), share("<河北>", unread=4)]
    root = ElementTree.fromstring(draw(shares, AS_OF))
    titles = [title.text for title in root.iter(f"{SVG}title")]
    assert "as of 2026-02-11" in str(titles[0])
    assert titles[1:] == [told(one) for one in shares]
    assert told(shares[0]) == "浙江省 2024: 10 governments: in time 6, late 2, not found 2"
    colours = {colour: name for name, colour, _ in PARTS}
    bar = {
        colours[rect.attrib["fill"]]: float(rect.attrib["width"])
        for rect in root.findall(f"{SVG}g")[0].iter(f"{SVG}rect")
        if rect.attrib["fill"] in colours
    }
    assert bar["in_time"] == pytest.approx(3 * bar["late"], abs=0.2)
    assert bar["late"] == bar["not_found"] and set(bar) == {"in_time", "late", "not_found"}


def test_ink_stands_out_from_every_shade() -> None:
    """WCAG asks for a contrast of 4.5 to 1."""

    def luminance(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    for percent in range(101):
        root = ElementTree.fromstring(draw([share(in_time=percent, not_found=100 - percent)], AS_OF))
        cell = root.findall(f"{SVG}g")[0]
        shade, ink = (cell.find(f"{SVG}{name}").attrib["fill"] for name in ("rect", "text"))
        light, dark = sorted((luminance(shade), luminance(ink)), reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= 4.5, percent
