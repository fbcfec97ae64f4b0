"""Crawl logs, extractions and file readings → rows.

Imports planning and database.
"""
