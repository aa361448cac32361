"""Where, on the way along a word, a prefix stops being the mixture of known prefixes that it is taken for."""

from __future__ import annotations

from collections.abc import Callable, Generator
from typing import Any

import numpy as np

from ..points import Labels
from ..queries import Query


def change(
    wrong: int, as_told: Callable[[int], Generator[Query[Any], Any, Labels]]
) -> Generator[Query[Any], Any, tuple[int, int, int | None]]:
    """Two lengths j and j + 1, by halving: the prefix of j letters is the mixture, that of j + 1 letters is not.

    It is one at length 1 and is not at length `wrong` > 1.  `as_told(j)` says on which known suffixes the prefix of j letters
    is.  Returns j, j + 1 and the number of a suffix that shows the latter; None if nothing was asked there.
    """
    right, shown = 1, None
    while wrong - right > 1:
        middle = (right + wrong) // 2
        agrees = yield from as_told(middle)
        if agrees.all():
            right = middle
        else:
            wrong, shown = middle, int(np.argmin(agrees))
    return right, wrong, shown
