"""Files beside a published database that are computed from it: all texts in one, the codebook in Chinese."""
