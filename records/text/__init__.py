"""Rules on text that every package shares: what makes two texts one, what may be shown, files edited by hand.

Imports nothing of ours.
"""
