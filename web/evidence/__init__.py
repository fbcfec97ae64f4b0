"""Captures in the forms of other tools: raw pages, WARC, WACZ, Memento, CDXJ."""
