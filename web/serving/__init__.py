"""HTTP around the views: the open set, admission, the page cache, the application."""
