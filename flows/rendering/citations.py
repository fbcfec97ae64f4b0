"""`fazhi cite`: how to cite a report."""

from storage.lookup.citation_forms import FORMS
from storage.paths import DataDir
from storage.publishing.query import open_published


def show_citation(data: DataDir, report_id: str, version_no: int | None, form: str) -> None:
    """Print the citation in one form, or in all of them."""
    from storage.publishing.cite import citation

    with open_published(data) as connection:
        cited = citation(connection, report_id, version_no)
    chosen = FORMS if form == "all" else {form: FORMS[form]}
    print("\n\n".join(write(cited) for write in chosen.values()))
