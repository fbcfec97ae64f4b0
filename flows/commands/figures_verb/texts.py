"""`fazhi figures --text`: the figures of plain texts as JSON, in the order of the text."""

import json
import sys
from pathlib import Path

from extraction.figures.reading import read_figures
from extraction.files.limits import MAX_BYTES
from extraction.markup.errors import ExtractionFailed
from flows.rendering.console import errors
from records import Figure


def print_figures_of_texts(paths: tuple[Path, ...]) -> None:
    """Prints one JSON object for one file; for a folder, or several paths, one JSON line per file with its
    name.

    A file that cannot be read has `error` there. Raises ExtractionFailed if the only file cannot be read.
    """
    if len(paths) == 1 and not paths[0].is_dir():
        figures = read_figures(_text(paths[0]))
        sys.stdout.write(
            json.dumps({"figures": list(map(_row, figures))}, ensure_ascii=False, indent=1) + "\n"
        )
        return
    read = failed = 0
    for path in paths:
        for file in sorted(path.iterdir()) if path.is_dir() else [path]:
            if file.is_file() and not file.name.startswith("."):
                line = _line(file)
                read += 1
                failed += "error" in line
                sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
    errors.print(f"{read} files, {failed} could not be read" if failed else f"{read} files", style="dim")


def _line(path: Path) -> dict[str, object]:
    try:
        return {"file": path.name, "figures": list(map(_row, read_figures(_text(path))))}
    except ExtractionFailed as error:
        return {"file": path.name, "figures": [], "error": str(error)}


def _row(figure: Figure) -> dict[str, object]:
    return {
        name: value
        for name, value in figure._asdict().items()
        if value is not None and (value != "" or name == "unit")
    }


def _text(path: Path) -> str:
    """The stored text, newlines unchanged. Raises ExtractionFailed (one line) if the file is not UTF-8
    text."""
    try:
        with path.open("rb") as file:
            payload = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise ExtractionFailed(f"{path}: {error.strerror}") from error
    if len(payload) > MAX_BYTES:
        raise ExtractionFailed(f"{path.name}: more than {MAX_BYTES:,} bytes: too large for a report's text")
    try:
        return payload.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ExtractionFailed(f"{path.name}: not UTF-8 text; fazhi extract reads other files") from error
