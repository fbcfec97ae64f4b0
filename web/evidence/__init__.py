"""Captures as others read them: raw pages, WARC, WACZ, Memento, CDXJ."""
