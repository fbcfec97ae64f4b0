"""The state of each site in one crawl (requested, promised, seen), and the crawl's logs.

Imports crawlers.spec and crawlers.errors, extraction and records.
"""
