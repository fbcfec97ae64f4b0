"""WARC files: written one flushed record at a time, read back by file and offset.

Imports storage.paths; crawlers may import this room.
"""
