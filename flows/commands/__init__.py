"""The verbs of the `fazhi` command.

Imports pipeline, rendering and the flows.
"""
