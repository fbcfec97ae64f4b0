"""Files beside a published database that are made from it alone: all texts in one, the codebook in Chinese."""
