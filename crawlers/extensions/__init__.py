"""The start and the end of a crawl process: its log, its window, its parent, its summary.

Imports walk and settings.
"""
