"""The figures a report states, drawn once for a government and year; they agree with each other."""

import random

Figures = dict[str, int | float]

# Lowest and highest value in a county's report.
RANGES = {
    "affairs_list": (900, 2300),
    "appear_rate": (92, 100),
    "case_reviews": (120, 1900),
    "court_advice": (6, 68),
    "drills": (3, 28),
    "foi_proactive": (1800, 9600),
    "foi_requests": (31, 420),
    "gov_study": (8, 19),
    "inspections": (4200, 21000),
    "law_aware": (310, 1600),
    "lawyers_public": (11, 64),
    "leader_meetings": (3, 9),
    "legal_advisers": (4, 27),
    "legal_aid": (260, 1500),
    "legal_review": (64, 320),
    "leniency": (55, 610),
    "licences": (3100, 32000),
    "lit_cases": (14, 160),
    "major_decisions": (3, 14),
    "mediation_cases": (940, 9200),
    "meeting_items": (61, 178),
    "norm_cleaned": (58, 260),
    "norm_issued": (3, 19),
    "officers_certified": (380, 1700),
    "officers_trained": (420, 3900),
    "penalties": (310, 2900),
    "promise_items": (63, 318),
    "proposals_cppcc": (70, 190),
    "proposals_npc": (60, 170),
    "pufa_events": (66, 480),
    "random_checks": (41, 390),
    "recon_accepted": (42, 310),
    "shufa": (12, 44),
}

# A department's or a town's report speaks of less.
DEPARTMENT_RANGES = {
    "foi_proactive": (40, 260),
    "gov_study": (3, 9),
    "inspections": (30, 420),
    "law_aware": (12, 90),
    "mediation_cases": (21, 180),
    "penalties": (2, 46),
    "pufa_events": (4, 29),
}


def government_figures(rng: random.Random) -> Figures:
    """One year's figures of a county government."""
    figures: Figures = {name: rng.randint(*bounds) for name, bounds in RANGES.items()}
    figures["recon_closed"] = int(figures["recon_accepted"] * rng.uniform(0.78, 0.96))
    figures["recon_mediated"] = int(figures["recon_closed"] * rng.uniform(0.15, 0.4))
    figures["norm_filed"] = figures["norm_issued"]
    figures["norm_repealed"] = int(figures["norm_cleaned"] * rng.uniform(0.05, 0.22))
    figures["legal_opinions"] = int(figures["legal_review"] * rng.uniform(1.4, 3.1))
    figures["mediation_rate"] = round(rng.uniform(96.2, 99.8), 1)
    return figures


def department_figures(rng: random.Random) -> Figures:
    """One year's figures of a department or a town."""
    figures: Figures = {name: rng.randint(*bounds) for name, bounds in DEPARTMENT_RANGES.items()}
    figures["mediation_rate"] = round(rng.uniform(95.1, 99.9), 1)
    return figures
