"""The metadata of a release for a deposition on Zenodo, in the form of its REST API:
https://developers.zenodo.org/."""

from html import escape

from storage.publishing.descriptors.description import KEYWORDS, PUBLISHER, TITLE, TITLE_ZH, Description, Json


def deposition(described: Description) -> Json:
    """The `metadata` of a deposition. The licence is that of the compilation; LICENCE-NOTE.md says what it
    covers."""
    return {
        "title": f"{TITLE} ({TITLE_ZH})",
        "upload_type": "dataset",
        "publication_date": f"{described.released_on}",
        "description": f"<p>{escape(described.abstract)}</p><p>See README.md and LICENCE-NOTE.md.</p>",
        "creators": [{"name": PUBLISHER}],
        "keywords": list(KEYWORDS),
        "version": described.version,
        "language": "zho",
        "access_right": "open",
        "license": "other-open",
    }
