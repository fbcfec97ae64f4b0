"""The read side: what readers ask of a published set, answered in rows. Never writes; one connection a set,
one cursor a question. Imports the rooms publishing, history, evidence; imported by web and flows."""
