"""Numbers of a verdict in words."""

from __future__ import annotations

from .observations import Number, Path
from .resampling import Estimate


def percent(share: Estimate) -> str:
    """A share as '12 %', with its interval as '12 % [10 %, 14 %]'."""
    if share.low == share.high:
        return f"{100 * share.value:.3g} %"
    return f"{100 * share.value:.3g} % [{100 * share.low:.3g} %, {100 * share.high:.3g} %]"


def missed(miss: Estimate, size: str, last: Number) -> str:
    """How well the fit to the smaller sizes predicts the larger."""
    fit = f"a B + b, fitted up to {size} = {last}, predicts beyond it"
    if abs(miss.value) < 1e-9:
        return f"{fit} what is counted" + ("" if miss.low == miss.high else f" to within {percent(miss)}")
    if miss.value > 0:
        return f"{fit} {percent(miss)} less than is counted"
    return f"{fit} more than is counted, by {percent(Estimate(-miss.value, -miss.high, -miss.low))} of it"


def share_of(share: Estimate) -> str:
    return f"a B is {percent(share)} of the fitted count there"


def together(path: Path) -> str:
    return f"{' and '.join([path.size, *path.joint])} vary only together"
