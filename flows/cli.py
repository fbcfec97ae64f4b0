"""The `fazhi` command: the verbs in the order of a run, not of the alphabet."""

from flows.commands import collect_verbs, keeping_verbs, query_verbs, reader_verbs, shard_verbs, web_verbs
from flows.commands.figures_verb import verbs as figure_verbs
from flows.commands.options import main

__all__ = [
    "collect_verbs",
    "figure_verbs",
    "keeping_verbs",
    "main",
    "query_verbs",
    "reader_verbs",
    "shard_verbs",
    "web_verbs",
]

if __name__ == "__main__":
    main()
