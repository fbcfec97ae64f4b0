"""Describes a release in the formats that data catalogues and repositories read.

Each module takes a Description and returns one document. Nothing here opens the database.
"""
