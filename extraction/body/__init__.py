"""The text of an article: its container, its lines without furniture, its files and tables.

Imports families, facts, markup and prose.
"""
