"""The compact form of a text that is stored to find other texts with the same sentences."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sketch:
    """sentences are the distinct sentences that count, each as an unsigned 32-bit number, sorted. bands are
    unsigned 32-bit numbers; two similar texts very probably share at least one (MinHash LSH)."""

    sentences: tuple[int, ...]
    bands: tuple[int, ...]
