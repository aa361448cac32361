"""How many inputs must be known to be sure of the value: certificates, from the table of constant sub-cubes."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ..bracket import Bracket, Effort
from ..finite_class import spelled_key
from ..packed.covering import cover
from ..packed.tables import affordable, constant, fits
from ..packed.teaching import sizes_of
from ..witnesses import Certificates, Counted, HardPoint, Witness
from .function import BooleanFunction

TABLES = 9  # of all sub-cubes, at the most at one time


def certificate(f: BooleanFunction, sizes: NDArray[np.int8] | None, below: Bracket) -> Bracket:
    """C(f): the most inputs that any point's value needs to be shown.  Where the points' `sizes` are not known, [bs, n].

    From below a point whose sizes are largest; from above sub-cubes that cover all points, on each of which the value is
    constant and not more inputs are known.

    >>> from .blocks import block_sensitivity
    >>> f = BooleanFunction.parse("0111")
    >>> certificate(f, certificate_sizes(f), block_sensitivity(f, None)).at_most
    Counted(by='n')
    """
    if sizes is None:
        return Bracket(below.lo, f.n, below.at_least, Counted("n"))
    hardest, size = int(np.argmax(sizes)), int(sizes.max())
    most: Witness = Counted("n") if size == f.n else Certificates(cover(constant(f.padded), f.n, size))
    return Bracket(size, size, HardPoint(spelled_key(hardest, f.n)), most)


def known_sizes(f: BooleanFunction, effort: Effort) -> NDArray[np.int8] | None:
    """Each point's certificate size, if the tables fit."""
    return certificate_sizes(f, effort) if fits(f.n, TABLES, effort) else None


def certificate_sizes(f: BooleanFunction, effort: Effort | None = None) -> NDArray[np.int8]:
    """For each point the fewest inputs that show the value; shape (2**n,).

    For k = 0, 1, ...: from the sub-cubes that leave n - k inputs free and on which the function is constant, folded open.
    Raises `BadArgument` where the tables would be too large.
    """
    affordable(f.n, TABLES, effort or Effort(), "the certificates")
    return sizes_of(constant(f.padded), f.n)
