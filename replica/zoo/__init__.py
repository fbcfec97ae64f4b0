"""The site zoo: any number of government hosts, each on a platform and template of its own.

A Zoo says how many and which; replica.running(night, zoo=…) plays it, replica.truth(night, zoo=…) tells
what it holds. Everything follows from the seed and the list of governments.
"""

from replica.zoo.zoo import Zoo

__all__ = ["Zoo"]
