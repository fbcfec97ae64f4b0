"""Words and sentences: normalising text, dates, outline marks, words of page furniture.

Imports records only.
"""
