"""NumPy by hand: masks of known and of true."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from register.contender import FLAGS, MET, NOT_MET, OUTCOMES, READ, TURNED
from register.polars_by_hand import MISSING, verdicts

Masks = tuple[Any, Any]  # where something is known to be so, and known not to be


def numpy_by_hand(path: Path, *, missing: bool = True) -> dict[str, Any]:
    """Decide by masks of known and of true, as arrays."""
    import numpy as np

    frame = pl.scan_parquet(path).select(READ).collect()

    def truth(series: pl.Series) -> Masks:
        return series.fill_null(False).to_numpy(), series.is_not_null().to_numpy()

    def number(name: str) -> Masks:
        return frame[name].fill_null(0).to_numpy(), frame[name].is_not_null().to_numpy()

    def held(value: Any, known: Any) -> Masks:
        return value & known, ~value & known

    def flag(name: str) -> Masks:
        return held(*truth(frame[name]))

    def whole(parts: Sequence[Masks]) -> Masks:
        return np.logical_and.reduce([p[0] for p in parts]), np.logical_or.reduce(
            [p[1] for p in parts]
        )

    def either(parts: Sequence[Masks]) -> Masks:
        return np.logical_or.reduce([p[0] for p in parts]), np.logical_and.reduce(
            [p[1] for p in parts]
        )

    born, known = frame["birth_date"].to_physical(), frame["birth_date"].is_not_null().to_numpy()
    born = born.fill_null(0).to_numpy()
    turned_20, turned_31, turned_65 = ((day - date(1970, 1, 1)).days for day in TURNED)
    months, months_known = number("months_without_work")
    registered, registered_known = number("af_registered_months")
    met, not_met = flag("can_use_procured_services")
    guarantee = whole([flag("in_job_guarantee"), held(registered >= 12, registered_known)])
    sickness = flag("receives_sickness_benefit")
    criteria = [
        held(*truth(frame["municipality"] == "Malmö")),
        held((born <= turned_20) & (born > turned_65), known),
        held(born <= turned_31, known),
        held(months >= 12, months_known),
        (not_met, met),
        flag("needs_coordination"),
        flag("benefits_from_joint_planning"),
        either([guarantee, sickness]),
        guarantee,
        sickness,
    ]
    exclusions = [held(*truth(frame.select(verdicts()[1]["mk2_in_2022"]).to_series()))]
    for name in ("starts_studies_on", "starts_work_on"):
        soon = (frame[name] <= date(2021, 4, 1)).fill_null(False).to_numpy()
        exclusions.append(held(soon, ~frame[f"{name}__unknown"].to_numpy()))
    exclusions += [either([flag("in_krom"), flag("in_brokering_services")]), *map(flag, FLAGS)]
    yes, no = whole(criteria[:8])
    excluded, free = either(exclusions)
    code = np.select([no, excluded, ~yes | ~free], [1, 2, 3], 0).astype(np.uint32)
    not_met_bits = sum(part[1].astype(np.uint16) << at for at, part in enumerate(criteria))
    met_bits = sum(part[0].astype(np.uint16) << at for at, part in enumerate(exclusions))
    found = {
        "person_id": frame["person_id"],
        "outcome": pl.Series(OUTCOMES).gather(pl.Series(code)),
        "not_met": NOT_MET.gather(pl.Series(not_met_bits)),
        "exclusions": MET.gather(pl.Series(met_bits)),
    }
    if missing:
        own = {
            name: flag(name) for name in ("in_job_guarantee", "in_krom", "in_brokering_services")
        }
        own["af_registered_months"] = registered_known, registered_known
        found["missing"] = missing_by_masks(criteria, exclusions, own, code == 3)
    points = np.zeros(frame.height, np.int64)
    return found | {name: pl.Series(points) for name in ("points", "points_at_most")}


def missing_by_masks(
    criteria: Sequence[Masks], exclusions: Sequence[Masks], own: dict[str, Masks], undetermined: Any
) -> pl.Series:
    """The lists of what is missing, made once for each set of facts; *own* are facts by their masks."""
    import numpy as np

    open_ = undetermined.nonzero()[0]

    def unknown(part: Masks) -> Any:
        return ~(part[0][open_] | part[1][open_])

    track, krom = unknown(criteria[7]), unknown(exclusions[3])
    guarantee = track & unknown(criteria[8])
    gone = [
        *map(unknown, [criteria[0], *criteria[2:7]]),
        guarantee & unknown(own["in_job_guarantee"]),
        guarantee & unknown(own["af_registered_months"]),
        track & unknown(criteria[9]),
        *map(unknown, exclusions[:3]),
        krom & unknown(own["in_krom"]),
        krom & unknown(own["in_brokering_services"]),
        *map(unknown, exclusions[4:]),
    ]
    bits = sum(each.astype(np.uint32) << at for at, each in enumerate(gone))
    sets, places = np.unique(bits, return_inverse=True)
    named = [[name for at, name in enumerate(MISSING) if each >> at & 1] for each in sets]
    place = np.zeros(len(undetermined), np.uint32)
    place[open_] = places + 1
    return pl.Series([[], *named], dtype=pl.List(pl.String)).gather(pl.Series(place))
