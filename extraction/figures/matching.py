"""Matching rules: which line of rules.csv fits the words beside a number."""

from functools import lru_cache

from extraction.figures.lexicon import Lexicon, Word, lexicon
from extraction.figures.phrases import Side
from extraction.figures.rules import Rule, rules

# How many characters that are no word may stand beside a number whose topic another clause names.
_SLACK = 2


def match_rule(mask: int, topics: int, unit: str) -> Rule | None:
    """The first rule that the classes of a label meet; topics: those its surroundings add."""
    local = 0 if mask & lexicon().topic else topics
    return first_rule(mask, local, unit, 0, 0) or first_rule(mask, topics, unit, 0, 0)


def rules_beside(left: Side, right: Side, topics: int, context: int, unit: str, words: Lexicon) -> list[Rule]:
    """The rules that fit; two where the words say two things: 受理并办结45件."""
    mask = 0
    for word in left.words:
        mask |= word[2]
    for word in right.words:
        mask |= word[2]
    rates = _nearest(left, right, words.rate) if mask & words.rate else 0
    verbs = _nearest_verbs(left, right, words.verb) if mask & words.verb else []
    mask = mask & ~(words.verb | words.rate | words.aside) | rates
    near = left.near if left.near and not right.words else left.near | right.near
    if near & words.aside:
        return []
    residue = (left.residue if left.near else 0) + right.residue
    chosen: list[Rule] = []
    for verb in verbs or [0]:
        local = mask | verb
        rule = first_rule(local, 0 if local & words.topic else topics, unit, near, residue, context)
        if rule is None and local & words.topic:
            rule = first_rule(local, topics, unit, near, residue, context)
        if rule and rule not in chosen:
            chosen.append(rule)
    return chosen


@lru_cache(maxsize=1 << 14)
def first_rule(own: int, topics: int, unit: str, near: int, residue: int, context: int = 0) -> Rule | None:
    """The first rule of the file that is met: own words, topics of other clauses, and what the sentence adds."""
    mask = own | context
    both = mask | topics
    words = lexicon()
    best: Rule | None = None
    far, other = mask & words.bits["far"], ~words.topic
    table = rules().get(unit, {})
    rest = own
    while rest:
        bit = rest & -rest
        rest ^= bit
        for rule in table.get(bit, ()):
            if best is not None and rule.number >= best.number:
                break
            if (
                mask & rule.without
                or not own & rule.needs[0]
                or (near and not near & (rule.together | other))
            ):
                continue
            if _meets(mask, rule.needs) or (
                residue <= (0 if far else _SLACK)
                and _meets(both, rule.needs)
                and not (far and rule.needs[0] & words.verb)
            ):
                best = rule
                break
    return best


def _meets(mask: int, needs: tuple[int, ...]) -> bool:
    return all([mask & need for need in needs])


def _nearest(left: Side, right: Side, group: int) -> int:
    for word in (*left.words, *right.words):
        if word.classes & group:
            return word.classes & group
    return 0


def _nearest_verbs(left: Side, right: Side, group: int) -> list[int]:
    """The verb nearest to the number, with the one it is joined to: 受理并办结."""
    for words in (left.words, right.words):
        verbs = [word for word in words if word[2] & group]
        if verbs:
            joined = [verbs[0]]
            for one in verbs[1:]:
                if _joined(one, joined[-1], words):
                    joined.append(one)
            return [word.classes & group for word in reversed(joined)]
    return []


def _joined(one: Word, other: Word, words: list[Word]) -> bool:
    first, second = sorted((one, other))
    between = [word for word in words if first.end <= word.start and word.end <= second.start]
    gap = second.start - first.end
    return (
        0 < gap <= 4
        and sum(word.end - word.start for word in between) == gap
        and not any(word.classes for word in between)
    )
