"""A strip: what was measured, between what every learner needs and what the theorem allows."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from ..markup import Html, el
from .measured import Claim

WIDE, HIGH = 120, 16
LEFT, SPAN = 4, 112  # of the way from 0 to the bound, or to what passed it


def strip(claim: Claim) -> Html:
    """The bar goes from the lower bound, if there is one, to the bound; the line from the least to the largest count."""
    shares, floors = claim.shares, claim.floors
    most = max(Fraction(1), *shares)
    low, high = (LEFT + SPAN * float(share / most) for share in (min(shares), max(shares)))
    limit, middle = LEFT + SPAN * float(1 / most), HIGH // 2
    start = LEFT + SPAN * float(max(floors) / most) if floors else LEFT
    over = claim.certain and max(shares) > 1  # one run may be above an average
    parts = [
        _path("axis", f"M{LEFT} {middle}h{SPAN}"),
        _path("room", f"M{_short(start)} {middle}H{_short(max(limit, start + 0.5))}"),
        *([_tick(start, "needs")] if floors else []),
        _tick(limit, "limit"),
        *([_path("spread", f"M{_short(low)} {middle}H{_short(high)}")] if low < high else []),
        el("circle", cx=_short(high), cy=middle, r=3, class_="worst over" if over else "worst"),
    ]
    return el("svg", *parts, viewBox=f"0 0 {WIDE} {HIGH}", class_="strip", role="img", aria_label=spelled(claim))


def spelled(claim: Claim) -> str:
    """The strip in words.

    >>> spelled(Claim("membership", "at most", "worst case", (57, 60), (Fraction(60),) * 2, (Fraction(41),) * 2))
    'membership: 57 to 60 asked, at most 60 allowed, 41 needed by every learner'
    """
    needed = f", {span(claim.lowers)} needed by every learner" if claim.lowers else ""
    mode = {"worst case": "", "expected": " on average"}.get(claim.mode, f" {claim.mode}")
    return f"{claim.kind}: {span(claim.counts)} asked, {claim.sense} {span(claim.limits)} allowed{mode}{needed}"


def span(numbers: Iterable[int | Fraction]) -> str:
    """One number, or the least and the largest."""
    least, largest = min(numbers := list(numbers)), max(numbers)
    return f"{least}" if least == largest else f"{least} to {largest}"


def _tick(x: float, name: str) -> Html:
    return _path(name, f"M{_short(x)} 1v{HIGH - 2}")


def _path(name: str, way: str) -> Html:
    return el("path", class_=name, d=way)


def _short(x: float) -> str:
    return f"{x:.1f}".removesuffix(".0")
