"""Search: the query as a tree, the reports that match it (by the index or by scanning every text), and the
matching sentences."""
