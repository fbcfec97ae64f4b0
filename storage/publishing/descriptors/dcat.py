"""dcat.jsonld: W3C DCAT 3, https://www.w3.org/TR/vocab-dcat-3/."""

from storage.publishing.descriptors.description import (
    KEYWORDS,
    PUBLISHER,
    RIGHTS,
    TITLE,
    TITLE_ZH,
    Description,
    Json,
)

FILE = "dcat.jsonld"
CONTEXT: Json = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "spdx": "http://spdx.org/rdf/terms#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
MEDIA = "https://www.iana.org/assignments/media-types/"
CHINESE = "http://publications.europa.eu/resource/authority/language/ZHO"


def dcat(described: Description) -> Json:
    """The release as a dcat:Dataset, each file as a dcat:Distribution with its checksum."""
    return {
        "@context": CONTEXT,
        "@id": f"urn:fazhi:release:{described.version}",
        "@type": "dcat:Dataset",
        "dct:identifier": described.name,
        "dct:title": [{"@value": TITLE, "@language": "en"}, {"@value": TITLE_ZH, "@language": "zh"}],
        "dct:description": {"@value": described.abstract, "@language": "en"},
        "dct:issued": {"@value": f"{described.released_on}", "@type": "xsd:date"},
        "dct:language": {"@id": CHINESE},
        "dct:publisher": {"@type": "foaf:Agent", "foaf:name": PUBLISHER},
        "dct:rights": {"@type": "dct:RightsStatement", "dct:source": {"@id": RIGHTS}},
        "dcat:version": described.version,
        "dcat:keyword": list(KEYWORDS),
        "dcat:distribution": [
            {
                "@id": file.path,
                "@type": "dcat:Distribution",
                "dct:title": file.path,
                "dcat:downloadURL": {"@id": file.path},
                "dcat:mediaType": {"@id": MEDIA + file.media_type},
                "dcat:byteSize": {"@value": str(file.size), "@type": "xsd:nonNegativeInteger"},
                "spdx:checksum": {
                    "@type": "spdx:Checksum",
                    "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256"},
                    "spdx:checksumValue": {"@value": file.sha256, "@type": "xsd:hexBinary"},
                },
            }
            for file in described.files
        ],
    }
