"""The one spider, and the requests it makes."""
