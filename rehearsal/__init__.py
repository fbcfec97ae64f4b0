"""Rehearsals: whole nights over the site zoo of the replica, held against what the zoo says is true.

`python -m rehearsal` (make rehearse) plays a small zoo and prints what was got right and wrong, by
misbehaviour; `--hosts 3209` plays the country. It uses the stages as a night does, and knows nothing of
how they work.
"""
