"""What every request and response passes: URL filter, robots.txt, refusals, redirects, capture.

Imports walk, transport and settings.
"""
