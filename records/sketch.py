"""What is kept of a text to find texts that share sentences with it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sketch:
    """sentences are the distinct sentences that count, each as an unsigned 32-bit number, sorted. bands are
    unsigned 32-bit numbers, of which two texts that have much in common share one, very likely."""

    sentences: tuple[int, ...]
    bands: tuple[int, ...]
