"""Parts in other words and markups, kept apart: whoever makes readers better does not read them."""
