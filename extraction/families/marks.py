"""The words of a platform's selectors, which stand in the markup of each page that they find something on."""

import re

# Words that stand in a page as they are: ids, classes, values of attributes.
_VALUES = re.compile(r"[#.]([\w-]+)|=[\"']?([\w-]+)")


def selector_words(selector: str) -> list[str]:
    """The words without which a page holds nothing that the CSS selector finds."""
    return [name or value for name, value in _VALUES.findall(selector)]
