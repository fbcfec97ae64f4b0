"""The archive that people read: checks, the published set, search, citations, releases.

Imports history, intake and database; opened files are read-only.
"""
