"""Files that commands write from hostile words: pages and pictures in which the words stay words."""

from pathlib import Path
from xml.etree import ElementTree

import pytest

from storage.paths import DataDir
from tests.conftest import fazhi_process
from tests.web.test_hostile import Elements

DRAWN = {
    "svg",
    "g",
    "path",
    "rect",
    "circle",
    "line",
    "text",
    "tspan",
    "title",
    "desc",
    "style",
    "polyline",
    "polygon",
    "a",
}


@pytest.mark.parametrize("claims", ["published", "published_late", "changed", "removed", "not_found"])
def test_the_page_of_an_audit_holds_no_element_of_theirs(
    hostile: DataDir, tmp_path: Path, claims: str
) -> None:
    ended = fazhi_process(
        "--data",
        str(hostile.root),
        "audit",
        "--claims",
        claims,
        "--sample",
        "4",
        "--into",
        str(tmp_path / "audit"),
    )
    assert ended.code == 0, ended.err
    (page,) = (tmp_path / "audit").glob("*.html")
    for tag, attributes in Elements(page.read_text("utf-8")).found:
        assert tag not in ("script", "img", "iframe")
        assert not any(name.startswith("on") for name in attributes)
        for name in ("href", "src", "action"):
            assert not (attributes.get(name) or "").lower().startswith(("javascript:", "data:"))


@pytest.mark.parametrize(
    "command",
    [
        ("plot", "recon_accepted", "--government", "330282", "--to"),
        ("plot", "recon_accepted", "--kind", "provinces", "--to"),
        ("ledger", "--map"),
    ],
)
def test_pictures_hold_no_element_of_theirs(
    hostile: DataDir, tmp_path: Path, command: tuple[str, ...]
) -> None:
    place = tmp_path / "picture.svg"
    ended = fazhi_process("--data", str(hostile.root), *command, str(place))
    assert ended.code == 0, ended.err
    for one in ElementTree.parse(place).iter():
        assert one.tag.rpartition("}")[2] in DRAWN
        assert not any(name.startswith("on") or name.rpartition("}")[2] == "href" for name in one.attrib)
