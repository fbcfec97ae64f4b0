"""A process that has imported Scrapy and forks itself for each crawl it is asked for: so a crawl starts at
once.

What it reads is a line of JSON a crawl: the specification, the file for stderr, the environment. It answers
with the exit code. `python -m crawlers.run` itself is tried by test_run, test_fence and test_reader.
"""

import importlib
import json
import os
import pkgutil
import sys

import crawlers.run
from crawlers import extensions, middlewares, transport


def import_all() -> None:
    """What Scrapy imports for a crawl when it begins, by names in the settings."""
    for package in (extensions, middlewares, transport):
        for module in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
            importlib.import_module(module.name)


def main() -> int:
    import_all()
    for line in sys.stdin:
        wanted = json.loads(line)
        child = os.fork()
        if child == 0:
            return _crawl(**wanted)
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)
    return 0


def _crawl(spec: str, errors: str, environment: dict[str, str]) -> int:
    os.setsid()
    os.environ.clear()
    os.environ.update(environment)
    for number, path, mode in (
        (0, os.devnull, os.O_RDONLY),
        (1, os.devnull, os.O_WRONLY),
        (2, errors, os.O_WRONLY),
    ):
        opened = os.open(path, mode | os.O_CREAT | os.O_TRUNC)
        os.dup2(opened, number)
        os.close(opened)
    return crawlers.run.main([spec])


if __name__ == "__main__":
    sys.exit(main())
