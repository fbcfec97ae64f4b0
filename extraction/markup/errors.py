"""What extraction raises: one line for people, no second chance for the bytes."""


class ExtractionFailed(Exception):
    """These bytes cannot be read."""

    exit_code = 2


class NotAPage(ExtractionFailed):
    """The bytes are neither HTML nor text: a PDF, an image, an archive …"""
