"""The facts that a document states: kind, title, dates, source, year, issuer, outline.

Imports markup, prose and records; takes lines, returns values with their confidence.
"""
