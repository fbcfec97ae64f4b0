"""Reports over time: which pages carry one report, its versions, what changed, what it reuses.

Imports prose and records only.
"""
