"""ro-crate-metadata.json: RO-Crate 1.1, https://w3id.org/ro/crate/1.1."""

from storage.publishing.descriptors.description import KEYWORDS, PUBLISHER, RIGHTS, TITLE, Description, Json

FILE = "ro-crate-metadata.json"
CONTEXT = "https://w3id.org/ro/crate/1.1/context"
ORGANISATION = "#publisher"


def ro_crate(described: Description) -> Json:
    """The root data entity, its publisher, and every file of the release."""
    files = [
        {
            "@id": file.path,
            "@type": "File",
            "name": file.path,
            "encodingFormat": file.media_type,
            "contentSize": str(file.size),
            "sha256": file.sha256,
        }
        for file in described.files
    ]
    metadata = {
        "@id": FILE,
        "@type": "CreativeWork",
        "about": {"@id": "./"},
        "conformsTo": {"@id": "https://w3id.org/ro/crate/1.1"},
    }
    root = {
        "@id": "./",
        "@type": "Dataset",
        "identifier": described.name,
        "name": TITLE,
        "description": described.abstract,
        "datePublished": f"{described.released_on}",
        "version": described.version,
        "inLanguage": "zh",
        "keywords": ", ".join(KEYWORDS),
        "license": {"@id": RIGHTS},
        "publisher": {"@id": ORGANISATION},
        "author": {"@id": ORGANISATION},
        "hasPart": [{"@id": file["@id"]} for file in files],
    }
    organisation = {"@id": ORGANISATION, "@type": "Organization", "name": PUBLISHER}
    return {"@context": CONTEXT, "@graph": [metadata, root, organisation, *files]}
