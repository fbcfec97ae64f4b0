"""A whole cluster on one machine: to try it, to compare it with a single machine, and to hurt it."""
