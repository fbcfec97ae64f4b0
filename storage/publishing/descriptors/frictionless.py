"""datapackage.json: Frictionless Data Package, https://specs.frictionlessdata.io/data-package/."""

from storage.publishing.descriptors.description import KEYWORDS, PUBLISHER, TITLE, Description, File, Json

FILE = "datapackage.json"
TYPES = {
    "BOOLEAN": "boolean",
    "DATE": "date",
    "TIMESTAMP": "datetime",
    "DOUBLE": "number",
    "FLOAT": "number",
    "JSON": "object",
    "VARCHAR": "string",
}


def datapackage(described: Description) -> Json:
    """Every file as a resource; files of views with a schema."""
    tables = {file.path: (meaning, columns) for _, file, meaning, columns in described.tables()}
    resources = []
    for file in described.files:
        resource = _resource(file)
        if file.path in tables:
            meaning, columns = tables[file.path]
            resource["description"] = meaning
            fields = [
                {"name": column.name, "type": field_type(column.kind), "description": column.meaning}
                for column in columns
            ]
            resource["schema"] = {"fields": fields}
        resources.append(resource)
    return {
        "name": described.name,
        "title": TITLE,
        "description": described.abstract,
        "version": described.version,
        "created": f"{described.released_on}T00:00:00Z",
        "keywords": list(KEYWORDS),
        "contributors": [{"title": PUBLISHER, "role": "publisher"}],
        "resources": resources,
    }


def _resource(file: File) -> Json:
    return {
        "name": file.name,
        "path": file.path,
        "format": file.path.rpartition(".")[2].lower(),
        "mediatype": file.media_type,
        "bytes": file.size,
        "hash": f"sha256:{file.sha256}",
    }


def field_type(kind: str) -> str:
    """The Frictionless type of a DuckDB type; `any` if none fits."""
    if kind.endswith("[]") or kind.startswith(("STRUCT", "MAP")):
        return "array" if kind.endswith("[]") else "object"
    if "INT" in kind:
        return "integer"
    return TYPES.get(kind.partition("(")[0], "any")
