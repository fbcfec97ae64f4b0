"""What the code of today answers on pages, lists, files and sentences of many kinds, kept beside the code.

Not what is right (that is the gold's office): what is answered. An answer that changes is a decision.
"""
