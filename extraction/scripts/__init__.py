"""What scripts and forms of a page say: addresses they open, data they hold, markup they write.

Imports markup and prose.
"""
