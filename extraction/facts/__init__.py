"""What a document says of itself: kind, title, dates, source, year, issuer, outline.

Imports markup, prose and records; is given lines, gives values with their confidence.
"""
