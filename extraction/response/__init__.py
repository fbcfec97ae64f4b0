"""What one answer of a server is: the page, or a firewall, an error, a login in its place.

Imports markup, files and prose.
"""
