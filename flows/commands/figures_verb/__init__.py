"""fazhi figures and fazhi plot: their verbs, and what each does. Uses rendering and the read side of storage."""
