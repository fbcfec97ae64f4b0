"""COLLECT: one polite crawl, in a process of its own, from addresses to WARC files and logs."""
