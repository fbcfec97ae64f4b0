"""Packages of others that the tests ask for, imported once, in the process from which each run of tests is
forked."""

import contextlib
import importlib

# Not Twisted's reactor: forks would share what it waits on.
NAMES = (
    "pytest", "_pytest.assertion.rewrite", "xdist.plugin", "pytest_timeout", "pytest_cov.plugin", "coverage",
    "hypothesis", "_hypothesis_pytestplugin", "duckdb", "click.testing", "lxml.html", "bs4", "warcio.archiveiterator",
    "scrapy.http", "scrapy.settings.default_settings", "twisted.internet.defer", "cryptography.x509", "pypdf",
    "openpyxl", "docx", "rich.console", "opencc", "tldextract", "pyarrow", "numpy",
)  # fmt: skip

for name in NAMES:
    with contextlib.suppress(ImportError):
        importlib.import_module(name)
