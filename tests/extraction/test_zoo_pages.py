"""The platforms of the zoo, read without a crawl: lists lead to all their reports, pages give text and
fields."""

import re
from functools import cache

import pytest

from extraction.reading import extract
from records import PageRequest
from replica.holdings import Document
from replica.internet import Website
from replica.zoo import Zoo
from replica.zoo.internet import ZooInternet
from replica.zoo.shares import PLATFORMS
from tests.extraction.one_report import NOW
from tests.extraction.walking import ask, links_of

ZOO = Zoo(hosts=120)
INTERNET = ZooInternet(1, ZOO)
WITHOUT_SOURCE = ("trs_handan",)


DIALECTS = ["guangdong", *dict.fromkeys(dialect for _, _, played in PLATFORMS for dialect in played)]


@cache
def websites() -> dict[str, Website]:
    """Of each platform the site with the most reports, by dialect."""
    found = [INTERNET.website(government) for government in ZOO.chosen]
    return {website.site.dialect: website for website in sorted(found, key=lambda w: len(reports(w)))}


def reports(website: Website) -> list[Document]:
    return [document for document in website.documents if document.kind == "report"]


def address(website: Website, document: Document) -> str:
    return website.dialect.absolute(website.dialect.document_path(document))


def test_every_platform_is_read() -> None:
    assert set(websites()) == set(DIALECTS)


@pytest.mark.parametrize("dialect", DIALECTS)
def test_lists_lead_to_all_reports(dialect: str) -> None:
    website = websites()[dialect]
    columns = {document.column for document in reports(website)}
    found = {
        link.url
        for column in website.site.columns
        if column.path in columns
        for link in links_of(INTERNET.respond, website.dialect.column_address(column))
    }
    assert {address(website, document) for document in reports(website)} <= found


@pytest.mark.parametrize("dialect", DIALECTS)
def test_pages_give_text_and_fields(dialect: str) -> None:
    website = websites()[dialect]
    for document in map(Document.written, reports(website)):
        url = address(website, document)
        body = ask(INTERNET.respond, PageRequest(url, "detail")).body
        found = extract(body, url, now=NOW)
        if not document.file:
            assert re.sub(r"\s", "", found.body_text) == re.sub(r"\s", "", "".join(document.lines)), url
            assert found.signed_on == document.signed_on
        published = document.published_at.date() if document.published_at else None
        assert (found.report_year, found.published_on) == (document.report_year, published), url
        assert found.doc_number == document.doc_number, url
        assert found.issuer_level == document.level, url
        assert found.source == (None if website.site.dialect in WITHOUT_SOURCE else document.source), url
        assert re.sub(r"\s", "", found.title or "") == re.sub(r"\s", "", "".join(document.title)), url
