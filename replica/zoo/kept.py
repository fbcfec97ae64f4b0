"""Rendered pages kept in memory, up to a size, so that a page asked again costs nothing."""

from collections import OrderedDict
from collections.abc import Callable

from replica.web import Request, Response

BYTES_KEPT = 200_000_000
Key = tuple[str, str, str, str]


class KeptPages:
    """The answers to GET, those longest not asked for forgotten first."""

    def __init__(self) -> None:
        self._answers: OrderedDict[Key, Response] = OrderedDict()
        self._size = 0

    def answer(self, request: Request, make: Callable[[], Response]) -> Response:
        """The answer kept for this request, else the one made now."""
        if request.method != "GET":
            return make()
        key = (request.scheme, request.host, request.path, request.query_string)
        kept = self._answers.get(key)
        if kept is None:
            return self._keep(key, make())
        self._answers.move_to_end(key)
        return kept

    def _keep(self, key: Key, answer: Response) -> Response:
        self._answers[key] = answer
        self._size += len(answer.body)
        while self._size > BYTES_KEPT:
            _, forgotten = self._answers.popitem(last=False)
            self._size -= len(forgotten.body)
        return answer

    def forget(self, host: str) -> None:
        """Drops what is kept of a host."""
        for key in [key for key in self._answers if key[1] == host]:
            self._size -= len(self._answers.pop(key).body)
