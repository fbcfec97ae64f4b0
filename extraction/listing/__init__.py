"""Lists of links: items with their dates, further pages, how promising a title or a column is.

Imports facts, markup and prose.
"""
