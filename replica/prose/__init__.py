"""Report texts of our own making: phrase stock, figures and the composition of a text from both.

A text is a pure function of (site, filing, figures): the same words every run.
"""

from replica.prose.compose import Figure, Text, compose, compose_department
from replica.prose.figures import department_figures, government_figures

__all__ = [
    "Figure",
    "Text",
    "compose",
    "compose_department",
    "department_figures",
    "government_figures",
]
