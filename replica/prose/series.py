"""A government's figures from year to year: they agree with each other, and hardly any stands still."""

from random import Random

from replica.prose.figures import DEPARTMENT_RANGES, Figures

# Lowest and highest value in a county's report, by the code of the figure.
RANGES = {
    "adviser_opinions": (60, 420),
    "affairs_items": (900, 2300),
    "case_reviews": (120, 1900),
    "certs_new": (21, 160),
    "coercion": (6, 90),
    "contract_review": (24, 190),
    "court_advice": (2, 14),
    "cppcc_proposals": (70, 190),
    "demo_villages": (1, 9),
    "fair_review": (18, 160),
    "first_resp_reports": (9, 48),
    "foi_proactive": (1800, 9600),
    "foi_requests": (31, 420),
    "hotline_cases": (9000, 88000),
    "inspection_sites": (8, 36),
    "inspections": (4200, 21000),
    "legal_advisers": (4, 27),
    "legal_aid": (260, 1500),
    "legal_review": (64, 320),
    "licences": (3100, 32000),
    "lit_cases": (30, 160),
    "major_decisions": (3, 14),
    "major_enf_review": (30, 310),
    "mediation_cases": (940, 9200),
    "mediation_orgs": (110, 380),
    "meeting_items": (61, 178),
    "no_penalty_cases": (55, 610),
    "norm_cleaned": (58, 260),
    "norm_filed_in": (14, 90),
    "norm_issued": (3, 19),
    "npc_proposals": (60, 170),
    "officers": (380, 1700),
    "officers_trained": (420, 3900),
    "penalties": (310, 2900),
    "pls_cases": (3000, 39000),
    "pls_sites": (60, 290),
    "power_items": (2900, 5600),
    "proc_advice": (6, 54),
    "promise_items": (63, 318),
    "public_lawyers": (11, 64),
    "pufa_events": (66, 480),
    "random_checks": (41, 390),
    "recon_accepted": (60, 310),
    "recon_opinions": (3, 24),
    "shufa_units": (12, 44),
    "study_sessions": (8, 19),
    "superv_docs": (3, 26),
    "training_sessions": (3, 12),
}
# By so much is everything larger above a county, but for what a government does only so often.
LARGER = {"prefecture": 3.0, "province": 9.0}
EVERYWHERE = {
    *("study_sessions", "major_decisions", "meeting_items", "norm_issued", "affairs_items", "power_items"),
    *("legal_advisers", "promise_items", "shufa_units", "inspection_sites", "first_resp_reports"),
}
# A year's value lies within so much of a government's usual one.
SWING = (0.8, 1.25)
# From this value on no figure is the same two years running.
LARGE = 50


def government_values(key: str, level: str, year: int) -> Figures:
    """One year's figures of a government, by code; key names it, level is its level."""
    usual, rng = Random(f"{key} usual"), Random(f"{key} {year} values")
    values: Figures = {}
    for code, (low, high) in RANGES.items():
        size = 1.0 if code in EVERYWHERE else LARGER.get(level, 1.0)
        values[code] = _moved(usual.randint(low, high) * size * rng.uniform(*SWING), year)
    for code in ("licences", "pls_cases", "hotline_cases"):
        values[code] = _rounded(int(values[code]), year, rng)
    _disputes(values, year, rng)
    _lawsuits(values, year, rng)
    values["norm_filed_up"] = values["norm_issued"]
    values["norm_repealed"] = int(values["norm_cleaned"] * rng.uniform(0.05, 0.22))
    values["norm_amended"] = int(values["norm_cleaned"] * rng.uniform(0.02, 0.1))
    values["norm_kept"] = values["norm_cleaned"] - values["norm_repealed"] - values["norm_amended"]
    values["legal_opinions"] = _moved(values["legal_review"] * rng.uniform(1.4, 3.1), year)
    values["study_laws"] = int(values["study_sessions"] * rng.uniform(1.1, 1.9))
    values["shufa_persons"] = max(3, int(values["shufa_units"] * rng.uniform(0.2, 0.5)))
    values["mediators"] = _moved(values["mediation_orgs"] * rng.uniform(3.4, 6.0), year)
    values["random_entities"] = _moved(values["random_checks"] * rng.uniform(8, 19), year)
    values["pufa_audience"] = _rounded(
        int(values["pufa_events"] * rng.uniform(90, 400)), year, rng, always=True
    )
    values["penalty_amount"] = 10_000 * _moved(values["penalties"] * rng.uniform(0.4, 2.2), year)
    values["legal_aid_saved"] = 1_000 * _moved(values["legal_aid"] * rng.uniform(9, 22), year)
    values["proposals_rate"] = values["advice_reply_rate"] = values["norm_filed_rate"] = 100
    values["proposals_satis_rate"] = round(rng.uniform(96.5, 99.9), 1)
    return values


def department_values(key: str, year: int) -> Figures:
    """One year's figures of a department or a town, by code."""
    usual, rng = Random(f"{key} usual"), Random(f"{key} {year} values")
    values: Figures = {
        code: _moved(usual.randint(*bounds) * rng.uniform(*SWING), year)
        for code, bounds in DEPARTMENT_RANGES.items()
    }
    values["mediation_rate"] = round(rng.uniform(95.1, 99.9), 1)
    return values


def _disputes(values: Figures, year: int, rng: Random) -> None:
    accepted = int(values["recon_accepted"])
    values["recon_received"] = accepted + 2 * rng.randint(1, max(1, accepted // 30))
    values["recon_carried"] = max(2, int(accepted * rng.uniform(0.03, 0.12)))
    closed = _moved((accepted + values["recon_carried"]) * rng.uniform(0.82, 0.95), year)
    values["recon_closed"] = closed
    values["recon_mediated"] = int(closed * rng.uniform(0.15, 0.4))
    values["recon_settle_rate"] = round(100 * values["recon_mediated"] / closed, 1)
    values["recon_corrected"] = max(1, int(closed * rng.uniform(0.03, 0.15)))
    values["recon_corr_rate"] = round(100 * values["recon_corrected"] / closed, 2)
    cases = int(values["mediation_cases"])
    values["mediation_success"] = _moved(cases * rng.uniform(0.962, 0.998), year)
    values["mediation_rate"] = round(100 * values["mediation_success"] / cases, 1)


def _lawsuits(values: Figures, year: int, rng: Random) -> None:
    closed = int(values["lit_cases"] * rng.uniform(0.7, 0.97))
    values["lit_closed"] = closed
    values["lit_lost"] = 0 if rng.random() < 0.15 else int(closed * rng.uniform(0.02, 0.15))
    values["lit_lost_rate"] = round(100 * values["lit_lost"] / closed, 2)
    required = max(4, int(closed * rng.uniform(0.5, 0.9)))
    values["appear_required"] = required
    values["appear_count"] = required - (0 if rng.random() < 0.5 else rng.randint(0, required // 12))
    values["appear_rate"] = round(100 * values["appear_count"] / required, 1)


def _moved(value: float, year: int) -> int:
    """A whole number; a large one is odd in odd years and even in even ones."""
    whole = max(1, int(value))
    return whole - (whole + year) % 2 if whole >= LARGE else whole


def _rounded(value: int, year: int, rng: Random, always: bool = False) -> int:
    """Some large numbers are told in hundreds."""
    if value < 10_000 or not (always or rng.random() < 0.5):
        return value
    hundreds = value // 100
    return 100 * (hundreds - (hundreds + year) % 2)
