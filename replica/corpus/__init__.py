"""Report texts of many governments over years with the truth of their figures, and no web around them.

`python -m replica.corpus` writes one as JSON lines.
"""

from replica.corpus.reports import CODES, YEARS, figures_corpus

__all__ = ["CODES", "YEARS", "figures_corpus"]
