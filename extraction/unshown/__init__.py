"""Text that a reader of the page sees only after a click, by a script, or in other characters.

Imports body and the rooms below it.
"""
