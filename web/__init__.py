"""The archive in a browser: server-rendered pages, data and feeds of a published set.

Imports storage.lookup, extraction's comparison and records; never crawlers, flows or Prefect.
"""
