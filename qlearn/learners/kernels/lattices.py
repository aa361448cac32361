"""The lattice of a lower set in a box: its points, and what the coordinates of each axis became when they were rounded."""

from __future__ import annotations

import numpy as np

from ...errors import BadArgument
from ...formulas import whole
from ...geometry.lower_sets import Vector, leja
from ...geometry.monomials import dimension, exponents
from ...geometry.simplex import Vector as Given
from ...geometry.simplex import vector
from ...points import Points

MOST = 20_000  # unknowns
NEAR = 2.0**-30  # a place may be rounded to another one that is so near, in half widths


def degrees(d: int, p: int, least: int = 1) -> tuple[int, int]:
    """The number of variables and the degree; `BadArgument` for what is none, or for more than `MOST` unknowns."""
    d, p = whole(d, "d", least=least), whole(p, "p", least=0)
    if dimension(d, p) > MOST:
        raise BadArgument(f"polynomials of {d} variables and degree {p} have {dimension(d, p)} coefficients; at most {MOST}")
    return d, p


def box(d: int, centre: Given, step: Given) -> tuple[Vector, Vector]:
    """Centre and half widths as arrays (d,); `BadArgument` unless each half width is above 0."""
    c, h = (np.array(vector(given, d, name)) for given, name in ((centre, "centre"), (step, "step")))
    if not (h > 0).all():
        i = int(np.flatnonzero(~(h > 0))[0])
        raise BadArgument(f"step is the half width of the box in each coordinate, above 0; got {h[i]} in coordinate {i}")
    return c, h


def lattice_in(p: int, c: Vector, h: Vector) -> tuple[Points, list[Vector]]:
    """The C(d + p, p) points c + h t, and for each axis the p + 1 places t as they are once c + h t is rounded."""
    wanted = leja(p)
    with np.errstate(over="ignore"):
        places = c[:, None] + h[:, None] * wanted  # (d, p + 1)
        met = (places - c[:, None]) / h[:, None]
    far = ~(np.abs(met - wanted) <= NEAR).all(axis=1)
    if far.any() or not np.isfinite(places).all():
        i = int(np.flatnonzero(far)[0]) if far.any() else 0
        raise BadArgument(
            f"a box of centre {c[i]} and half width {h[i]} in coordinate {i} holds too few floats for a polynomial;"
            " subtract the centre from the data first, or give a larger step"
        )
    every = exponents(len(c), p)
    return np.column_stack([places[i][every[:, i]] for i in range(len(c))]), list(met)
