"""croissant.json: MLCommons Croissant 1.0, https://docs.mlcommons.org/croissant/."""

from storage.publishing.descriptors.description import (
    KEYWORDS,
    PUBLISHER,
    RIGHTS,
    TITLE,
    Column,
    Description,
    File,
    Json,
)

FILE = "croissant.json"
CONTEXT: Json = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "citeAs": "cr:citeAs",
    "column": "cr:column",
    "conformsTo": "dct:conformsTo",
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "extract": "cr:extract",
    "field": "cr:field",
    "fileObject": "cr:fileObject",
    "fileProperty": "cr:fileProperty",
    "fileSet": "cr:fileSet",
    "format": "cr:format",
    "includes": "cr:includes",
    "isLiveDataset": "cr:isLiveDataset",
    "jsonPath": "cr:jsonPath",
    "key": "cr:key",
    "md5": "cr:md5",
    "parentField": "cr:parentField",
    "path": "cr:path",
    "recordSet": "cr:recordSet",
    "references": "cr:references",
    "regex": "cr:regex",
    "repeated": "cr:repeated",
    "replace": "cr:replace",
    "sc": "https://schema.org/",
    "separator": "cr:separator",
    "source": "cr:source",
    "subField": "cr:subField",
    "transform": "cr:transform",
}
TYPES = {
    "BOOLEAN": "sc:Boolean",
    "DATE": "sc:Date",
    "TIMESTAMP": "sc:DateTime",
    "DOUBLE": "sc:Float",
    "FLOAT": "sc:Float",
}


def croissant(described: Description) -> Json:
    """Every file as a FileObject, every view as a RecordSet over its Parquet file."""
    return {
        "@context": CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "name": described.name,
        "alternateName": TITLE,
        "description": described.abstract,
        "license": RIGHTS,
        "url": f"urn:fazhi:release:{described.version}",
        "version": described.version,
        "datePublished": f"{described.released_on}",
        "keywords": list(KEYWORDS),
        "inLanguage": "zh",
        "creator": {"@type": "sc:Organization", "name": PUBLISHER},
        "publisher": {"@type": "sc:Organization", "name": PUBLISHER},
        "citeAs": f"{PUBLISHER} ({described.released_on.year}). {TITLE}, release {described.version}.",
        "distribution": [_file_object(file) for file in described.files],
        "recordSet": [
            {
                "@type": "cr:RecordSet",
                "@id": view,
                "name": view,
                "description": meaning,
                "field": [_field(view, column, file) for column in columns],
            }
            for view, file, meaning, columns in described.tables()
        ],
    }


def _file_object(file: File) -> Json:
    return {
        "@type": "cr:FileObject",
        "@id": file.path,
        "name": file.name,
        "contentUrl": file.path,
        "contentSize": f"{file.size} B",
        "encodingFormat": "application/x-parquet" if file.path.endswith(".parquet") else file.media_type,
        "sha256": file.sha256,
    }


def _field(view: str, column: Column, file: File) -> Json:
    plain = column.kind.removesuffix("[]").partition("(")[0]
    field: Json = {
        "@type": "cr:Field",
        "@id": f"{view}/{column.name}",
        "name": column.name,
        "description": column.meaning,
        "dataType": "sc:Integer" if "INT" in plain else TYPES.get(plain, "sc:Text"),
        "source": {"fileObject": {"@id": file.path}, "extract": {"column": column.name}},
    }
    return field | ({"repeated": True} if column.kind.endswith("[]") else {})
