"""Counts against candidates: all of them judged, best first, and what follows in one sentence."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from ..errors import BadArgument
from ..formulas import Size, whole
from .candidates import Candidate, candidate, quotient, usual
from .line_fits import LineFit
from .observations import Path, Table, tabled
from .resampling import Estimate, Reals, Resampled
from .results import ORDER, Along, Comparison, Fitted, Held, Line, Ratio, Slope, Verdict
from .rule import along, line_fits

SAID = 3  # candidates of a verdict that a conclusion names


def compare(
    observations: Iterable[Mapping[str, Any]],
    candidates: Iterable[str | Callable[..., Size] | Candidate] | None = None,
    *,
    kind: str | None = None,
    over: Sequence[str] | None = None,
    level: float = 0.95,
    resamples: int = 1000,
    seed: int = 0,
) -> Comparison:
    """How counts grow: each candidate B with count/B at every size, slopes, fits, predictions and a verdict.

    Problem: is it d ln(1/eps), or d^2?  A straight line through logarithms does not say: n clg(n) on n = 16..8192 gives the
    exponent 1.183, whose truth is 1 and a logarithm.
    Idea: count/B must stay bounded both ways; and a fit to the smaller sizes must predict the larger (the rule: `rule.py`).

    `observations` are rows {"sizes": {...}, "count": 57, "seed": 3}, or rows of a store of sweeps with `kind`; `over` the sizes
    to look at, all that vary if not given.  Without `candidates` the usual ones are tried.  Intervals hold with `level` each
    over seeds; the same `seed` draws the same again.

    >>> rows = [{"sizes": {"n": 2**k}, "count": 2**k * k, "seed": 0} for k in range(4, 14)]
    >>> found = compare(rows, ["n", "n*clg(n)", "n**2"])
    >>> print(found.conclusion)  # doctest: +NORMALIZE_WHITESPACE
    compatible with n*clg(n); not with n (too small: lg(count/B) grows by 0.19 [0.19, 0.19] a doubling of n, over 2^9); not
    with n**2 (too large: lg(count/B) falls by 0.81 [0.81, 0.81] a doubling of n, over 2^9); one seed a size, so intervals are
    from the scatter about a smooth curve
    >>> found["n*clg(n)"].ratio
    (1.0, 1.0)

    Raises `BadArgument` for no observations or candidates, rows without the sizes that a candidate names, a formula that is
    none, and a candidate that is 0, negative or undefined everywhere.
    """
    if not 0 < level < 1:
        raise BadArgument(f"level is a share between 0 and 1, such as 0.95, got {level}")
    table = tabled(observations, kind=kind, over=over)
    if candidates is None:
        names = table.varying or table.sizes[:1]
        tried = usual(names, [name for name in names if table.small(name)])
    else:
        tried = tuple(candidate(given) for given in ([candidates] if isinstance(candidates, str) else candidates))
    if not tried:
        raise BadArgument("no candidates: name some, such as 'd*ln(1/eps)', or leave them out for the usual ones")
    drawn = Resampled(table, float(level), whole(resamples, "resamples", least=100), whole(seed, "seed", least=0))
    paths = table.paths()
    found = sorted((_fitted(b, drawn, paths) for b in tried), key=_rank)
    return Comparison(tuple(found), _conclusion(found, table), sum(map(len, table.counts)), table.seeds, float(level))


def _rank(fit: Fitted) -> tuple[int, float, float]:
    worst = max((abs(found.miss.value) for found in fit.along if found.miss is not None), default=1.0)
    return ORDER.index(fit.verdict), worst, fit.left


def _fitted(b: Candidate, drawn: Resampled, paths: Sequence[Path]) -> Fitted:
    lg = _evaluated(b, drawn.table)
    ratios = tuple(map(_ratio, itertools.repeat(b), drawn.table.points, drawn.counts, lg))
    lines, judged = list[Line](), list[Along]()
    for _, group in itertools.groupby(paths, key=lambda path: path.size):
        own = list(group)
        fits = line_fits(own, lg, drawn)
        judged.append(along(fits, own, drawn))
        lines += [_line(fit, drawn) for fit in fits]
    judged += [_stuck(drawn.table, name) for name in _unseen(drawn.table, paths)]
    verdict, because = _together(judged)
    if left_out := int(np.isnan(lg).sum()):
        because += f"; left out are {left_out} of {len(lg)} points, where B is 0 or not defined"
    return Fitted(b.text, ratios, tuple(lines), tuple(judged), verdict, because)


def _evaluated(b: Candidate, table: Table) -> Reals:
    if missing := [name for name in b.sizes if name not in table.sizes]:
        raise BadArgument(
            f"the candidate {b.text} needs {', '.join(missing)}, and the observations have {', '.join(table.sizes)}:"
            " give those sizes in each row (and in over, if you name it), or take another candidate"
        )
    values = np.array([np.nan if (at := b.lg(point)) is None else at for point in table.points])
    if np.isnan(values).all():
        raise BadArgument(
            f"the candidate {b.text} is 0, negative or not defined at all {len(values)} sizes; a logarithm that grows as eps"
            " falls is ln(1/eps)"
        )
    return values


def _ratio(b: Candidate, point: Mapping[str, Any], count: Estimate, lg: float) -> Ratio:
    if np.isnan(lg):
        return Ratio(point, None)
    bound = b.at(point)
    return Ratio(point, Estimate(*(quotient(c, bound, float(lg)) for c in (count.value, count.low, count.high))))


def _line(fit: LineFit, drawn: Resampled) -> Line:
    size, points = fit.path.size, fit.points
    of = [drawn.table.points[i][size] for i in points]
    slopes = []
    for k, (i, j) in enumerate(itertools.pairwise(points)):
        steps = float(fit.lg[k + 1] - fit.lg[k])
        steep = drawn.steepness(i, j, steps)
        slopes.append(Slope(of[k], of[k + 1], steep.plus(-float(fit.bound[k + 1] - fit.bound[k]) / steps) if steep else None))
    a, b, _ = fit.fitted(len(points))
    predicted = fit.fitted(fit.kept)[2][0]
    held = tuple(Held(of[k], float(predicted[k]), float(fit.counts[0, k])) for k in range(fit.kept, len(points)))
    per = float(a[0]) * 2 ** -min(max(fit.scale(len(points)), -500.0), 500.0)
    return Line(size, dict(fit.path.at), tuple(slopes), per, float(b[0]), fit.left(), held)


def _unseen(table: Table, paths: Sequence[Path]) -> list[str]:
    seen = {name for path in paths for name in (path.size, *path.joint)}
    return [name for name in table.varying if name not in seen]


def _stuck(table: Table, name: str) -> Along:
    because = f"{name} never varies alone, the other sizes staying"
    return Along(table.spelled(name), 0.0, 0, None, None, None, "undecided", "", because)


def _together(judged: Sequence[Along]) -> tuple[Verdict, str]:
    """One verdict, with the reasons for it."""
    if not judged:
        return "undecided", "one size alone: nothing grows"
    verdict = max((found.verdict for found in judged), key=ORDER.index)
    reasons = [f"{f'B is {found.direction}, ' if found.direction else ''}{found.because}"
               + (f" ({found.evidence})" if found.slope else "")
               for found in judged if found.verdict == verdict]  # fmt: skip
    return verdict, "; ".join(reasons)


def _conclusion(found: Sequence[Fitted], table: Table) -> str:
    """Compatible with these, not with those and why, undecided about the rest."""
    parts = []
    for verdict in ORDER:
        own = [fit for fit in found if fit.verdict == verdict]
        if verdict == "compatible" and own:
            parts.append("compatible with " + _listed([fit.candidate for fit in own]))
        elif verdict == "not compatible":
            parts += [f"not with {fit.candidate} ({_why_not(fit)})" for fit in own[:SAID]]
            parts += [f"nor with {_others(len(own) - SAID)}"] if len(own) > SAID else []
        elif own:
            parts.append(f"undecided about {_listed([fit.candidate for fit in own])} ({own[0].because})")
    if table.seeds == 1:
        parts.append("one seed a size, so intervals are from the scatter about a smooth curve")
    return "; ".join(parts)


def _listed(names: Sequence[str]) -> str:
    more = f" and {_others(len(names) - SAID)}" if len(names) > SAID else ""
    return ", ".join(names[:SAID]) + more


def _others(number: int) -> str:
    return f"{number} other{'' if number == 1 else 's'}"


def _why_not(fit: Fitted) -> str:
    """The size along which a candidate is furthest off."""
    own = [found for found in fit.along if found.verdict == "not compatible"]
    worst = max(own, key=lambda found: abs(found.miss.value) if found.miss else 0.0)
    return f"{worst.direction}: {worst.evidence}"
