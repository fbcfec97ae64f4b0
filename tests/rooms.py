"""The table of rooms in docs/architecture.md, from what each room's `__init__` says: `python -m tests.rooms`
renews it."""

import ast
import re
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "architecture.md"
PACKAGES = ("records", "extraction", "storage", "crawlers", "flows", "web")
BEGIN, END = "<!-- rooms -->\n", "<!-- end of rooms -->\n"


def rooms() -> list[Path]:
    """Every package below the top level that has modules of its own, and the top levels themselves."""
    return [folder.parent for package in PACKAGES for folder in sorted((ROOT / package).rglob("__init__.py"))]


def says(folder: Path) -> str:
    """The first paragraph of the room's docstring, on one line."""
    text = ast.get_docstring(ast.parse((folder / "__init__.py").read_text(encoding="utf-8"))) or ""
    return " ".join(text.partition("\n\n")[0].split())


def imports(folder: Path) -> list[str]:
    """The other rooms that the modules of this folder import, as `package/room`."""
    names = {name(room): room for room in rooms()}
    found: dict[str, None] = defaultdict()
    for module in sorted(folder.glob("*.py")):
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module:
                parts = node.module.split(".")
                for length in range(len(parts), 0, -1):
                    room = "/".join(parts[:length])
                    if room in names:
                        if room != name(folder):
                            found[room] = None
                        break
    return sorted(found)


def name(folder: Path) -> str:
    return folder.relative_to(ROOT).as_posix()


def table() -> str:
    """The rows, in the order of a page's way."""
    lines = ["| Room | What it does | What it imports |", "|---|---|---|"]
    for room in rooms():
        wanted = ", ".join(f"`{one}`" for one in imports(room)) or "–"
        lines.append(f"| `{name(room)}/` | {says(room)} | {wanted} |")
    return "\n".join(lines) + "\n"


def renewed(text: str) -> str:
    """The page with the table as it should be."""
    pattern = re.compile(re.escape(BEGIN) + ".*?" + re.escape(END), re.DOTALL)
    return pattern.sub(lambda _: BEGIN + "\n" + table() + "\n" + END, text)


if __name__ == "__main__":
    PAGE.write_text(renewed(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
