"""Report texts of our own making: phrase stock, figures and the composition of a text from both.

A text is a pure function of (site, filing, figures): the same words every run.
"""

from replica.prose.compose import compose, compose_department
from replica.prose.figures import department_figures, government_figures
from replica.prose.planted import Planted, plant, told_for
from replica.prose.series import department_values, government_values
from replica.prose.telling import Year
from replica.prose.text import Figure, Mention, Other, Text, with_lines
from replica.prose.wordings import codes_of

__all__ = [
    "Figure",
    "Mention",
    "Other",
    "Planted",
    "Text",
    "Year",
    "codes_of",
    "compose",
    "compose_department",
    "department_figures",
    "department_values",
    "government_figures",
    "government_values",
    "plant",
    "told_for",
    "with_lines",
]
