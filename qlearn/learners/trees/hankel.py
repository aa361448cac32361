"""Trees from labels and counterexamples, at a cost that is a polynomial in their size: by the ranks of Hankel matrices."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

import numpy as np

from ...axes import Axes
from ...catalogue import proves
from ...concepts.grid_automata import GridAutomaton
from ...concepts.modular import PRIME, times
from ...features import Places
from ...formulas import clg, whole
from ...queries import Dialogue, Equivalence, Label, Query
from ...theorems import Bound, Theorem, exact
from .change import change, placed
from .grid import OF_AXES, OF_FEW_LABELS
from .hankel_table import Memory, Table


@proves(
    Theorem(
        learns=OF_FEW_LABELS,
        claim="A tree of L leaves and s cuts on d features is found with at most 1 + s + (d - 1)(L - 1) equivalence queries and"
        " L^2 (s + d) + (d - 1)(L - 1)(1 + L clg(d - 1)) + s (1 + clg(d) + clg(N - 1)) labels.",
        bounds=(
            Bound(Equivalence, "at most", lambda s, d, L: 1 + s + (d - 1) * (L - 1)),
            Bound(
                Label,
                "at most",
                lambda s, d, L, N: L * L * (s + d) + (d - 1) * (L - 1) * (1 + L * clg(d - 1)) + s * (1 + clg(d) + clg(N - 1)),
            ),
        ),
        guarantee=exact,
        cite=("beimel2000",),
        derives=OF_AXES,
    )
)
def hankel(axes: Axes, classes: int) -> Dialogue[GridAutomaton]:
    """Learn a tree as an automaton that reads the features one after another, each as one of few letters.

    Problem: find a tree with classes 0, ..., classes - 1, however many cells its cuts make.
    Idea: cut the features in two parts, before and after a place: a matrix with a row for each prefix, a column for each
    suffix and the codes of the classes as entries has a rank of at most L, since a leaf is a product of intervals.  So few
    prefixes and suffixes are enough to say what becomes of a prefix with one more feature.
    Theorem: at most 1 + s + (d - 1)(L - 1) equivalence queries, and a number of labels that is a polynomial in L, s, d and
    the logarithm of N.  With d = 1 this is a list of intervals.
    Proof: Let a counterexample and the lowest place of its cell differ in their labels: then a new cut is found as in `grid`.
    If not, that place is a counterexample too, and the label asked with the first j features replaced by their state, a
    mixture of known prefixes, changes somewhere: there a prefix with a letter is no mixture of those known when a suffix is
    added, so one of the d - 1 ranks grows.  Each is 1 at the start and L at most, over every field; codes are taken modulo
    a prime, so all this is exact.
    Source: Beimel et al. 2000, multiplicity automata; here each feature has its own states, and letters are found.

    The classes' codes are 1 for the lowest point's and so on around, so one of them is 0 and its leaves cost no rank.

    >>> from qlearn import run, teachers
    >>> from qlearn.concepts.tree_classes import grown
    >>> axes = Axes.grid(100, 3)
    >>> tree = grown(axes, 2, lambda low, high: (1, 41) if high[1] - low[1] == 99 else int(low[1] > 0))
    >>> found = run(hankel(axes, classes=2), teachers.Honest(tree))
    >>> str(found.hypothesis), found.ledger["equivalence"], found.ledger["label"]
    ('1 states between 1 cuts', 2, 7)

    Raises `BadArgument` for more than a million classes, `BadAnswer` for a counterexample outside the axes, `Inconsistent`
    for one that contradicts an earlier label.
    """
    memory, table = Memory(axes, whole(classes, "classes", least=2, most=PRIME)), Table(axes)
    first = int((yield from memory.ask(np.zeros((1, axes.d), np.int64)))[0])
    place, label = np.zeros(axes.d, np.int64), first
    while True:
        found = yield from _automaton(memory, table, first)
        if found(axes.at(place[None]))[0] == label:  # else the last counterexample is one still
            counterexample = yield from Equivalence(found)
            if counterexample is None:
                return found
            place, label = placed(axes, counterexample), int(counterexample.label)
            memory.tell(place, label)
        known = table.rounded(place)
        said = int((yield from memory.ask(known[None]))[0])
        if said != label:
            table.cut(*(yield from change(memory.ask, known, place, said)))
        else:
            yield from _tell_apart(memory, table, found, known)


def _automaton(memory: Memory, table: Table, first: int) -> Generator[Query[Any], Any, GridAutomaton]:
    """What the table says when its gaps are filled."""

    def codes(places: Places) -> Generator[Query[Any], Any, Any]:
        return ((yield from memory.ask(places)) - first + 1) % memory.classes

    for i in table.open:
        words = yield from codes(table.words(i))
        pairs = (yield from codes(table.pairs(i))) if i + 1 < table.axes.d else None
        table.fill(i, words, pairs)
    return table.automaton(memory.classes, first)


def _tell_apart(memory: Memory, table: Table, found: GridAutomaton, place: Places) -> Generator[Query[Any], Any, None]:
    """Where on the way along the features the automaton goes wrong at this place: there a state is told from the others."""
    states = [state[0] for state in found.states(place[None])]

    def after(i: int) -> Generator[Query[Any], Any, Any]:
        """The codes of the prefixes before feature i with the rest of the place."""
        prefixes = table.prefixes[i]
        words = np.hstack([prefixes, np.repeat(place[None, i:], len(prefixes), axis=0)])
        return found.code((yield from memory.ask(words)))

    right, wrong = 0, table.axes.d - 1
    code = (yield from after(0))[0]
    while wrong - right > 1:
        middle = (right + wrong) // 2
        mixed = times(states[middle], (yield from after(middle)))
        right, wrong = (middle, wrong) if mixed == code else (right, middle)
    i = right
    letter = int(np.searchsorted(table.letters[i], place[i]))
    expected = times(found.steps[i][letter], (yield from after(i + 1)))
    one = int(np.flatnonzero((yield from after(i)) != expected)[0])
    table.tell_apart(i, np.append(table.prefixes[i][one], place[i]), place[i + 1 :])
