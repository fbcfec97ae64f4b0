"""The stages of a night in their order, as plain functions and as Prefect tasks.

Imports storage, extraction and crawlers.
"""
