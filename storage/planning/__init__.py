"""What the next crawl should request, and when: known captures, due times, the frontier.

Imports database and evidence.
"""
