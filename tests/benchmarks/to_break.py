"""Functions that a test breaks."""

LIMIT = 5


def fits(text: str) -> bool:
    return len(text) <= LIMIT


class Box:
    @staticmethod
    def holds(count: int) -> bool:
        return count == LIMIT
