"""The work of the verbs that ask: find, show, export, cite. They open the published archive, read-only.

Imports rendering and storage's read side; imported by commands.
"""
