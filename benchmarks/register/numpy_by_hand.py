"""NumPy by hand: masks of known and of true."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from register.contender import FLAGS, MET, NOT_MET, OUTCOMES, READ, TURNED
from register.polars_by_hand import verdicts


def numpy_by_hand(path: Path) -> dict[str, Any]:
    """Decide by masks of known and of true, as arrays; without what is missing."""
    import numpy as np

    frame = pl.scan_parquet(path).select(READ).collect()

    def truth(series: pl.Series) -> tuple[Any, Any]:
        return series.fill_null(False).to_numpy(), series.is_not_null().to_numpy()

    def number(name: str) -> tuple[Any, Any]:
        return frame[name].fill_null(0).to_numpy(), frame[name].is_not_null().to_numpy()

    def held(value: Any, known: Any) -> tuple[Any, Any]:
        return value & known, ~value & known

    def flag(name: str) -> tuple[Any, Any]:
        return held(*truth(frame[name]))

    def whole(parts: Sequence[tuple[Any, Any]]) -> tuple[Any, Any]:
        return np.logical_and.reduce([p[0] for p in parts]), np.logical_or.reduce(
            [p[1] for p in parts]
        )

    def either(parts: Sequence[tuple[Any, Any]]) -> tuple[Any, Any]:
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
    return {
        "outcome": pl.Series(OUTCOMES).gather(pl.Series(code)),
        "not_met": NOT_MET.gather(pl.Series(not_met_bits)),
        "exclusions": MET.gather(pl.Series(met_bits)),
    }
