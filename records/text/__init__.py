"""Rules on text that every package shares: when two texts are equal, how text may be shown, CSV files edited
by people.

Imports nothing of ours.
"""
