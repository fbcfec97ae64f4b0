"""The pretend internet: real government sites played on loopback, for the demo, the tests and benchmarks.

`with replica.running(night=1) as r:` runs it as a forward proxy at r.address; `replica.truth(night)` is
what a perfect crawl would find there; `python -m replica --night 1` runs it by hand. It shares no code with
what it tries: its texts, addresses and truth come from its own definitions (replica.sites).
"""

from replica.corpus import figures_corpus
from replica.process import ReplicaFailed, Running, running
from replica.truth import truth
from replica.zoo import Zoo
from replica.zoo.story_truth import story_truth

__all__ = ["ReplicaFailed", "Running", "Zoo", "figures_corpus", "running", "story_truth", "truth"]
