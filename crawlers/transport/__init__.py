"""The wire: public addresses only, paced downloads, TLS of old servers.

Imports walk and settings.
"""
