"""How `qlearn extract` speaks to a server, and what it says of the bill."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..errors import BadArgument

KEY = "QLEARN_KEY"  # the environment's name for a server's key


@dataclass(frozen=True)
class Served:
    """The options of a model behind HTTP.

    Parameters
    ----------
    model
        Of a server: the name of its model, needed where it has several.
    key
        Of a server: the key it knows this client by; read from the environment's QLEARN_KEY unless given.
    dialect
        What a server speaks: oip (Open Inference Protocol v2), mlflow, or tfserving; found out unless given.
    output
        What a server tells, where it does not say: predict_proba, decision_function or predict.
    rows_per_request
        Of a server: the most rows in a request.
    in_flight
        Of a server: how many requests may be on the way at once.
    rate
        Of a server: the most rows to ask in a second.
    patience
        Of a server: for how many seconds to try again while nothing at all is answered.
    cache
        Of a server: keep each answer in this file as it lands, so that a restart asks only what had no answer.
    """

    model: str | None = None
    key: str | None = None
    dialect: str | None = None
    output: str | None = None
    rows_per_request: int = 1000
    in_flight: int = 8
    rate: float | None = None
    patience: float = 60.0
    cache: Path | None = None

    def options(self, target: str, classes: int | None, positive: str | None) -> dict[str, Any]:
        """What `teachers.Remote` is told; `classes` is how many a server has that does not name them.

        Raises `BadArgument` for options of a server where the target is none.
        """
        if not is_address(target):
            given = [name for name, value in vars(self).items() if value != getattr(Served(), name)]
            if given:
                option = given[0].replace("_", "-")
                raise BadArgument(f"--{option} is for a server, http://HOST:PORT; {target} is none: leave it out")
            return {}
        return {
            **vars(self),
            "key": self.key if self.key is not None else os.environ.get(KEY) or None,
            "classes": None if classes is None else range(classes),
            "positive": positive,
        }


def is_address(target: str) -> bool:
    """Whether a target is a server."""
    return target.startswith(("http://", "https://"))


def bill_facts(found: Any) -> list[tuple[str, str]]:
    """What people read of rows asked to judge, and of what was billed."""
    if found.bill is None:
        return []
    learned = found.run.ledger.total
    return [("judged by", f"{found.judging} rows more, beside the {learned} of learning"), ("bill", str(found.bill))]


def bill_json(found: Any) -> dict[str, Any]:
    """The same as plain data."""
    bill = found.bill
    if bill is None:
        return {}
    told = {**vars(bill), "difference": bill.difference, "spent": bill.spent}
    return {"judging": found.judging, "bill": told}
