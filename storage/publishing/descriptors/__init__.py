"""A release described in the formats that data catalogues and repositories read.

Each module takes a Description and gives one document. Nothing here opens the database.
"""
