"""ETag and Last-Modified as servers of static files send them, and 304 for who holds the same bytes."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from hashlib import md5

from replica.web import VIEWS, Request, Response

TAG, DATE = "ETag", "Last-Modified"
# Files were written some time in the four years from here on.
FIRST_WRITTEN = datetime(2022, 1, 1, tzinfo=UTC)
SECONDS = 4 * 365 * 86400


def validated(response: Response) -> Response:
    """The response with validators, its view counter empty (scripts fill it on static pages).

    Both validators follow from the bytes alone: other bytes, other validators.
    """
    if response.status != 200 or response.wire is not None:
        return response
    body = response.body.replace(VIEWS.encode(), b"")
    digest = md5(body, usedforsecurity=False)
    written = FIRST_WRITTEN + timedelta(seconds=int.from_bytes(digest.digest()[:6], "big") % SECONDS)
    tag, date = f'"{digest.hexdigest()[:16]}"', format_datetime(written, usegmt=True)
    return replace(response, body=body, headers=(*response.headers, (TAG, tag), (DATE, date)))


def not_modified(request: Request, response: Response) -> Response:
    """304 in place of the response for who has it already.

    That is where If-None-Match names its tag, or without that header where If-Modified-Since is exactly its
    date, as nginx has it. Responses without validators stay as they are.
    """
    validators = {name: value for name, value in response.headers if name in (TAG, DATE)}
    if not validators:
        return response
    tags, date = (request.headers.get(name) for name in ("if-none-match", "if-modified-since"))
    same = validators[DATE] == date if tags is None else validators[TAG] in tags
    return Response(304, b"", headers=tuple(validators.items())) if same else response
