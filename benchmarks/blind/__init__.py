"""The second gold: pages written before the extractor was ever run on them."""
