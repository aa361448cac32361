"""What a query costs: a price that is given, or that of a service in the paper's Table 1."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from ..errors import BadArgument
from ..formulas import exactly


def price_of(service: str | None, cost: Any) -> Fraction | None:
    """Dollars a query, exactly: what is given, else what the service charges; None if nothing is said of money."""
    if cost is not None:
        price = exactly(cost, "--cost")
        if price < 0:
            raise BadArgument(f"--cost {cost}: the price of a query is a number, 0 or above")
        return price
    if service is None:
        return None
    from ..extraction.services import profile

    return profile(service).price_of_a_query()


def served(service: str | None, model: Any, oracle: str) -> None:
    """`NotOffered`, with the reason, unless the service tells of such a model what the oracle is to tell."""
    if service is None:
        return
    from ..errors import unknown
    from ..extraction.services import profile, sort_of
    from ..extraction.tree_extraction import KINDS

    if oracle not in KINDS:
        raise unknown("oracle", oracle, KINDS)
    profile(service).allows(sort_of(model), KINDS[oracle])
