"""What the verbs that ask do: find, show, export, cite. They open the published archive, read-only.

Imports rendering and storage's read side; imported by commands.
"""
