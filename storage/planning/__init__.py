"""What the next crawl should ask for, and when: known captures, due times, the frontier.

Imports database and evidence.
"""
