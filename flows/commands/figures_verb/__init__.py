"""The verbs `fazhi figures` and `fazhi plot`. Uses rendering and the read side of storage."""
