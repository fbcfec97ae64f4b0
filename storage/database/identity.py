"""Which archive a data folder belongs to: a random id, made at the first use.

It lies in the folder (`archive-id`) and in the working archive (table meta). The folder's is copied by a
backup and survives the database, which can be rebuilt. A folder with the id of one archive and the database
of another is refused: writing to it would silently mix two archives.
"""

import re
import secrets

import duckdb

from storage.errors import ForeignArchive
from storage.paths import DataDir

KEY = "archive_id"
FORM = re.compile(r"[0-9a-f]{16}")


def claim(connection: duckdb.DuckDBPyConnection, data_dir: DataDir) -> str:
    """Returns the archive's id. Writes a new one to the folder and the database if they have none. For the
    writer only.

    Raises ForeignArchive if the two belong to different archives.
    """
    row = connection.execute("SELECT value FROM meta WHERE key = ?", [KEY]).fetchone()
    inside, outside = (str(row[0]) if row else ""), archive_id(data_dir)
    if inside and outside and inside != outside:
        raise ForeignArchive(
            f"{data_dir.root} belongs to archive {outside}, its working archive to {inside}: put the right"
            " one in its place, or `fazhi rebuild --replace`"
        )
    found = outside or inside or secrets.token_hex(8)
    if not outside:
        write_id(data_dir, found)
    if not inside:
        connection.execute("INSERT INTO meta VALUES (?, ?)", [KEY, found])
    return found


def archive_id(data_dir: DataDir) -> str:
    """The id in the folder; empty if it has none yet. Raises ForeignArchive for a file with other content."""
    path = data_dir.archive_id
    if not path.exists():
        return ""
    text = path.read_text(encoding="utf-8", errors="replace").strip()
    if text and not FORM.fullmatch(text):
        raise ForeignArchive(f"{path} contains no archive id: restore it from a backup")
    return text


def check_archive(data_dir: DataDir, expected: str) -> None:
    """Raises ForeignArchive unless the folder belongs to the expected archive; "" accepts any archive."""
    found = archive_id(data_dir)
    if expected and found != expected:
        here = f"belongs to archive {found}" if found else "belongs to no archive yet"
        raise ForeignArchive(
            f"{data_dir.root} {here}, and this is work for archive {expected}: name the right folder with"
            " DATA_DIR, or run `make deploy` again where the archive is"
        )


def write_id(data_dir: DataDir, identity: str) -> None:
    """Writes the id file atomically; follows a symbolic link."""
    target = data_dir.archive_id.resolve()
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(target.name + ".part")
    part.write_text(identity + "\n", encoding="utf-8")
    part.replace(target)
