"""Search: a query as a tree, the reports that match it by the index or by a look at every text, and where."""
