"""The best strategy that is known for a game, to be printed or drawn."""

from __future__ import annotations

from ..errors import BadArgument
from . import playing
from .measured import Dimensions
from .quantities import QUANTITIES
from .search.greedy import even_tree
from .search.splits import splits
from .witnesses import Counted, From, Strategy, Tree


def best_strategy(found: Dimensions, game: str) -> Tree | Strategy:
    """The best strategy that is known.

    Where counting alone bounds the value, a strategy keeps to that.  Membership queries: the most even splits, as no point is
    asked twice, and each excludes a concept.  Equivalence queries: the majority's labels halve what is left; any concept
    left excludes itself, and its counterexample is at a point that is not known.
    """
    c, known = found.of, found.values.get(game)
    if known is None:
        raise BadArgument(f"it was interrupted before a strategy for {c.name} was looked for; let it run on")
    while isinstance(known.at_most, From):
        known = found.values[known.at_most.quantity]
    if isinstance(known.at_most, Strategy) or (isinstance(known.at_most, Tree) and not game.startswith("equivalence")):
        return known.at_most
    made: Tree | Strategy | None
    by = known.at_most.by if isinstance(known.at_most, Counted) else ""
    if by == "lg N":
        made = playing.strategy(c, lambda space, k: space.bit_count() < 2 << k, int(known.hi), False, "both" in game)
    elif by and game == "equivalence_proper":
        made = playing.strategy(
            c, lambda space, k: min(space.bit_count() - 1, len(splits(c, space))) <= k, int(known.hi), True, False
        )
    else:
        made = None if not by or game.startswith("equivalence") else even_tree(c)
    if made is None:
        raise BadArgument(f"no strategy for {QUANTITIES[game].says} on {c.name} is short enough to be written")
    return made
