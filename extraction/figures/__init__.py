"""Figures of a report: numbers with their sentence, unit, scope and period, and the rule that read them.

Imports prose and records.
"""
