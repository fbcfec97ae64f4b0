"""How far the archive can be trusted, and what it sees of a site: audits, diagnoses, a person's word.

Imports pipeline, rendering and records.
"""
