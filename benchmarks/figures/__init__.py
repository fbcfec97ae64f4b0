"""Hand-coded sentences on which the reading of figures is measured."""
