"""What hosts of the zoo do wrong on request: one named function each, by theme.

MISBEHAVIOURS holds them by name; replica.misbehaviours.definition says what each tells of itself.
"""

from replica.misbehaviours.addresses import ADDRESSES
from replica.misbehaviours.blocks import BLOCKS
from replica.misbehaviours.definition import Misbehaviour, Visit
from replica.misbehaviours.layouts import LAYOUTS
from replica.misbehaviours.lists import LISTS
from replica.misbehaviours.moves import MOVES
from replica.misbehaviours.payloads import PAYLOADS
from replica.misbehaviours.transport import TRANSPORT

MISBEHAVIOURS: dict[str, Misbehaviour] = BLOCKS | MOVES | TRANSPORT | PAYLOADS | ADDRESSES | LISTS | LAYOUTS

__all__ = ["MISBEHAVIOURS", "Misbehaviour", "Visit"]
