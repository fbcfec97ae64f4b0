"""`fazhi release deposit`: uploads a release as a draft deposition to Zenodo. A person checks the draft and
publishes it."""

import json
import os
from pathlib import Path
from typing import Any

import httpx

from flows.errors import DepositFailed
from storage.publishing.descriptors.zenodo import deposition
from storage.publishing.release import described

TOKEN = "ZENODO_TOKEN"
SECONDS = 600


def deposit(folder: Path, url: str, *, dry_run: bool) -> None:
    """Creates the draft and uploads every file; with dry_run, prints what would be sent.

    Raises DepositFailed without a token, and if the server refuses.
    """
    release = described(folder)
    metadata = {"metadata": deposition(release)}
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    if dry_run:
        names = {_flat(folder, path): path.stat().st_size for path in files}
        request = {"POST": f"{url}/deposit/depositions", "body": metadata, "files": names}
        print(json.dumps(request, ensure_ascii=False, indent=1))
        return
    token = os.environ.get(TOKEN)
    if not token:
        raise DepositFailed(f"set {TOKEN} to an access token with the scope deposit:write, or add --dry-run")
    with httpx.Client(headers={"Authorization": f"Bearer {token}"}, timeout=SECONDS) as client:
        draft = _asked(client.post(f"{url}/deposit/depositions", json=metadata))
        for number, path in enumerate(files, start=1):
            print(f"uploading {number} of {len(files)}: {path.relative_to(folder)}", flush=True)
            with path.open("rb") as content:
                _asked(client.put(f"{draft['links']['bucket']}/{_flat(folder, path)}", content=content))
    print(f"draft {draft['id']} is complete; check it and publish it: {draft['links'].get('html', url)}")


def _flat(folder: Path, path: Path) -> str:
    """A bucket has no folders: parquet/tables/report.parquet becomes parquet--tables--report.parquet."""
    return path.relative_to(folder).as_posix().replace("/", "--")


def _asked(answer: httpx.Response) -> Any:
    if answer.is_error:
        raise DepositFailed(
            f"{answer.request.url.host} refused the deposition with status {answer.status_code}:"
            f" {' '.join(answer.text.split())[:200]}"
        )
    return answer.json()
