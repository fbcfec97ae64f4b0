"""Rows → history: sightings, versions, events, removals, the ledger, changes, reuse.

Imports intake, planning and database.
"""
