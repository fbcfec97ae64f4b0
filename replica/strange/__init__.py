"""The strange web: government sites composed of independent parts, hundreds of combinations from a seed.

The parts come from descriptions of real sites and from public reports (docs/strange-web.md).
"""

from replica.strange.truth import strange_truth
from replica.strange.web import StrangeInternet, StrangeWeb

__all__ = ["StrangeInternet", "StrangeWeb", "strange_truth"]
