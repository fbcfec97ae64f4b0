"""Published figures of ministries, to hold a real archive's panel against."""
