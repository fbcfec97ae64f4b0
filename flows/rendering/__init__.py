"""Answers as people read them: tables, diffs, citations, pictures, one-line errors.

Imports records, extraction and storage; runs nothing.
"""
