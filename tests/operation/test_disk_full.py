"""A disk that is full, as it is: a file system of its own without room. One line, no leftovers, and with room
it goes on."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import Finished

ALONE = ("unshare", "--user", "--map-root-user", "--mount")
SMALL = """
set -e
mount -t tmpfs -o size="$1"k none "$2"
cp -a "$3/." "$2"
set +e
shift 3
"$@"; echo "code $?"
ls "$MOUNTED/published"
mount -o remount,size=400m "$MOUNTED"
"$@"; echo "code $?"
"""


def on_a_small_disk(data: Path, mounted: Path, *command: str) -> Finished:
    """A command on a copy of the data folder, on a file system with 4 MB of room, and once more with
    plenty."""
    used = sum(path.lstat().st_blocks for path in data.rglob("*")) // 2
    fazhi = (sys.executable, "-m", "flows.cli", "--data", str(mounted), *command)
    ended = subprocess.run(
        [
            *ALONE,
            "env",
            f"MOUNTED={mounted}",
            "sh",
            "-c",
            SMALL,
            "sh",
            str(used + 4096),
            mounted,
            data,
            *fazhi,
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    return Finished(ended.returncode, ended.stdout, ended.stderr)


@pytest.mark.nightly
def test_publishing_without_room_says_one_line_and_leaves_nothing_behind(demo, tmp_path: Path):
    if subprocess.run([*ALONE, "true"], capture_output=True, check=False).returncode:
        pytest.skip("this machine gives no file system of its own to a process (unshare)")
    sets = sorted(path.name for path in demo.data.published_sets.iterdir())
    ended = on_a_small_disk(demo.data.root, tmp_path, "publish")
    said = [line for line in ended.err.splitlines() if line.startswith("fazhi: ")]
    assert len(said) == 1 and "No space left on device" in said[0] and "MB free): make room" in said[0], (
        ended.err
    )
    first, *left, second = [line for line in ended.out.splitlines() if not line.startswith("published ")]
    assert (first, left, second) == ("code 7", sets, "code 0"), ended
