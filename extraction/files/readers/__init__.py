"""One module a kind of file: bytes → records.FileReading, or Unreadable.

Imports layout, blocks, limits and ocr.
"""
