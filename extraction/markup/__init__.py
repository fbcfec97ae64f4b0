"""Bytes → a parsed page, its visible lines, addresses and script data.

Imports prose and records.
"""
