"""HTTP around the views: the open set, admission, what is kept, the application."""
