"""When counts are compatible with a candidate B, when not, and when nothing can be said.

The rule, along each size that varies, the others staying:

1. *Enough to see?*  The size must double six times (2 to 128) over four values or more, else it is undecided, whatever the
   numbers look like.  For a verdict in its favour or against, B must also grow fourfold with the size, or not at all, or
   count/B be the same at both ends within 1/16.  A logarithm takes long for that: from 10 to 10^4.
2. *Does the small predict the large?*  count = a B + b is fitted by least squares to the sizes below the upper third of the
   doublings, and predicts those above.  The constant b takes up lower-order terms: along eps, all of 5 d + 20.  The
   *miss* is the share predicted too little or too much, averaged over the sizes above and over all lines.  If more than 1/7
   was predicted too little, B is too small: count/B keeps growing.  If more than 1/7 too much, B is too large: it keeps
   falling.  B is compatible if the miss is within 1/16 and its interval within 1/7.  Else it is undecided.
3. *Is it B that predicts?*  A constant predicts itself, whatever B is.  So where a B makes up less than half of the fitted
   count at the largest size, or b is below minus half of it, nothing is said; and where counts do not grow with B at all
   (the interval of a B's share holds 0 and ends below 1/4), B is too large.

B is compatible if it is so along every size, and not if it is not along one.  Sizes that only vary together decide against B,
never for it: a formula in the one is one in the other.

Intervals are bootstrapped over seeds, 95 % each, and are not corrected for how many there are.  What the rule gets wrong is
measured in benchmarks/fits.py: with up to 30 % of noise, 'not compatible' about the true rate in 1 % of cases and less,
'compatible' with a wrong one likewise; six doublings with 10 % of noise and five seeds leave half of the true ones undecided.
It is fooled where a lower-order term is only a logarithm smaller and outweighs the leading one at all sizes seen: n lg n + 20 n
is 'not n lg n' over n = 2..2^13, since there it grows like n.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from .line_fits import FEWEST, FLAT, LineFit
from .observations import Number, Path, Table
from .resampling import LEAST, Estimate, Reals, Resampled
from .results import Along, Direction, Verdict
from .spelling import missed, share_of, together

DOUBLINGS = 6.0  # of a size
GROWTH = 2.0  # doublings of B
CLOSE, FAR = 1 / 16, 1 / 7  # of a count
MOST_CONSTANT = 1 / 2  # of the fitted count at the largest size
HARDLY = 1 / 4


def line_fits(paths: Sequence[Path], lg_bound: Reals, drawn: Resampled) -> list[LineFit]:
    """The paths of one size as lines to be fitted: points where B is defined, where they are enough."""
    found = []
    for path in paths:
        known = ~np.isnan(lg_bound[list(path.points)])
        points = tuple(i for i, k in zip(path.points, known, strict=True) if k)
        if len(points) >= FEWEST:
            found.append((path, points, path.lg[known]))
    means = dict(_means(found, drawn))
    return [
        LineFit(path, points, lg, lg_bound[list(points)], np.stack([means[i] for i in points], axis=1))
        for path, points, lg in found
    ]


def _means(found: Sequence[tuple[Path, tuple[int, ...], Reals]], drawn: Resampled) -> list[tuple[int, Reals]]:
    """The mean counts of all points of the lines, drawn together: the spread is that of all of them."""
    points = sorted({i for _, points, _ in found for i in points})
    return list(zip(points, drawn.means(points).T, strict=True)) if points else []


def along(lines: Sequence[LineFit], paths: Sequence[Path], drawn: Resampled) -> Along:
    """The verdict along one size, from its lines; `paths` are those it has, before any were too short."""
    table, path = drawn.table, paths[0]
    size = table.spelled(path.size)
    long = [line for line in lines if line.doublings >= DOUBLINGS - FLAT]
    used = long or list(lines)
    if not used:
        most = max(len(path.points) for path in paths)
        because = f"{size} has at most {most} values where B is defined and not 0; {FEWEST} are needed"
        return Along(size, path.doublings, 0, None, None, None, "undecided", "", because)
    miss = drawn.estimate(np.mean([line.misses() for line in used], axis=0))
    varied = [line for line in used if not line.flat]
    share = drawn.estimate(np.mean([line.shares() for line in varied], axis=0)) if varied else None
    doublings = float(np.median([line.doublings for line in used]))
    slope = _slope(used, drawn)
    if not long:
        return Along(size, doublings, len(used), slope, miss, share, "undecided", "", _too_few(used, size, table))
    stays = slope is not None and abs(slope.value) * doublings <= np.log2(1 + CLOSE)
    verdict, direction, because = _judged(used, size, miss, share, stays, table)
    return Along(size, doublings, len(used), slope, miss, share, verdict, direction, because)


def _judged(
    lines: Sequence[LineFit], size: str, miss: Estimate, share: Estimate | None, stays: bool, table: Table
) -> tuple[Verdict, Direction, str]:
    path = lines[0].path
    growth = float(np.median([line.growth for line in lines if not line.flat])) if share else 0.0
    last = table.points[lines[0].points[lines[0].kept - 1]][path.size]
    off = missed(miss, path.size, last)
    if share is not None and share.low <= 0 and share.high < HARDLY:
        against: Direction = "too large" if growth > 0 else "too small"
        return "not compatible", against, f"counts do not grow with B along {size}: {share_of(share)}"
    if miss.low > FAR:
        return "not compatible", "too small", off
    if miss.high < -FAR:
        return "not compatible", "too large", off
    if 0 < abs(growth) < GROWTH - FLAT and not stays:
        return "undecided", "", f"B changes only {2 ** abs(growth):.2g}-fold with {size}, {2**GROWTH:.0f}-fold is needed; {off}"
    if not (abs(miss.value) <= CLOSE and miss.low >= -FAR and miss.high <= FAR):
        return "undecided", "", f"{off}; up to 1/16, surely below 1/7, is compatible, surely above 1/7 is not"
    if share is not None and not (share.low >= 1 - MOST_CONSTANT and share.high <= 1 + MOST_CONSTANT):
        return "undecided", "", f"a constant weighs too much at the largest {size}: {share_of(share)}, half to 3/2 is needed"
    if path.joint:
        return "undecided", "", f"{together(path)}, so a formula in the one is also one in the other; {off}"
    return "compatible", "", off


def _too_few(lines: Sequence[LineFit], size: str, table: Table) -> str:
    path = max(lines, key=lambda line: line.doublings)
    first = table.points[path.points[0]][path.path.size]
    needed: Number = first / 2 ** int(DOUBLINGS) if table.small(path.path.size) else first * 2 ** int(DOUBLINGS)
    return (
        f"{size} doubles {path.doublings:.2g} times, {DOUBLINGS:.0f} are needed: from {path.path.size} = {first} on,"
        f" up to {needed}"
    )


def _slope(lines: Sequence[LineFit], drawn: Resampled) -> Estimate | None:
    """lg(count/B) from the first size to the last, a doubling: the mean over lines."""
    if any(line.counts[0, end] <= 0 for line in lines for end in (0, -1)):
        return None
    slopes = []
    for line in lines:
        ends = np.log2(np.maximum(line.counts[:, [0, -1]], LEAST))
        slopes.append((ends[:, 1] - ends[:, 0] - (line.bound[-1] - line.bound[0])) / line.doublings)
    return drawn.estimate(np.mean(slopes, axis=0))
