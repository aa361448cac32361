"""Functions of words from values and counterexamples: each counterexample makes the known part of the Hankel matrix larger."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from itertools import count
from typing import Any

from ...catalogue import proves
from ...concepts.modular import field, times
from ...concepts.multiplicity_automata import MultiplicityAutomaton
from ...concepts.multiplicity_classes import MultiplicityAutomata
from ...formulas import clg
from ...queries import Dialogue, Equivalence, Label, Query
from ...theorems import Bound, Theorem, exact
from ...words import alphabet, word_of
from ..mixtures import change
from .answers import longest
from .hankel_matrix import HankelMatrix


def lengths(turns: Sequence[Any]) -> int:
    """The letters of the longest counterexample, at least 2: a hypothesis is right about every letter."""
    return longest(turns, least=2)


@proves(
    Theorem(
        learns=MultiplicityAutomata(),
        claim="A function of words over k letters to the integers modulo p is found with at most R equivalence queries and"
        " k R^2 + 1 + (R(R - 1)/2) (clg(m - 1) - 1) values, where R is the rank of its Hankel matrix modulo p when the empty"
        " word's value, if it is 0, counts as 1, and m >= 2 is the length of the longest counterexample.",
        bounds=(
            Bound(Equivalence, "at most", lambda R: R),
            Bound(Label, "at most", lambda k, R, m: k * R * R + 1 + (R * (R - 1) // 2) * (clg(m - 1) - 1)),
        ),
        guarantee=exact,
        cite=("beimel2000", "schutzenberger1961"),
        reads={"m": lengths},
    )
)
def multiplicity(k: int, p: int) -> Dialogue[MultiplicityAutomaton]:
    """Learn a function of words with values 0, ..., p - 1, a prime p, by the rank of its Hankel matrix.

    Problem: find a function of all words over k letters, from values of words that are chosen, and counterexamples.
    Idea: where a few prefixes and suffixes make a regular matrix of values, each prefix with one more letter is taken for the
    mixture of those prefixes that has its values on those suffixes; this says what every word's value is.
    Theorem: at most R equivalence queries, the final yes included, and k R^2 + 1 + (R(R - 1)/2)(clg(m - 1) - 1) values.  R is
    at most one more than the rank, and is the rank if the empty word's value is not 0.  DFAs of n states have R <= n + 1.
    Proof: Of a counterexample's prefixes the first letter is the mixture that it is taken for, and the whole word is not; so
    halving finds a prefix w that is, while with a letter a it is not, by a suffix y: then w and a y make the matrix larger,
    and regular.  Suffixes without their first letter are suffixes too, so R prefixes need k R^2 + R values in all; of the
    i + 1 in each new row all were asked while halving, or said.  There are clg(m - 1) halvings at i values each, i < R.
    Source: Beimel et al. 2000, whose values grow as (k + lg m) R^2; the constants are derived here.  No lower bound is known
    to us but by counting functions, and none on one kind of query alone.

    A value of 0 at the empty word would make the first matrix singular: it is taken for 1, and put right in what is found.
    Ranks are those modulo p: n (n - 1) is 0 modulo 2 for every number n, so a function which counts by it has a smaller rank
    there than over the rationals, and what is found equals it modulo 2 only.  Where all values lie in 0..p - 1 they are what is
    found.  Rational and real values are left out: a label query has finitely many answers, and rounding has no
    rank.

    >>> from qlearn import run, teachers
    >>> from qlearn.concepts.multiplicity_automata import MultiplicityAutomaton
    >>> import numpy as np
    >>> steps = np.array([[[1, 1], [0, 1]], [[1, 0], [0, 1]]])  # the first letter is counted, the second is not
    >>> count = MultiplicityAutomaton(101, np.array([1, 0]), steps, np.array([1, 1]))  # its number and 1
    >>> found = run(multiplicity(k=2, p=101), teachers.Honest(count))
    >>> found.hypothesis, found.ledger["equivalence"], found.ledger["label"]
    (2 numbers modulo 101 over 2 letters, 2, 7)

    Raises `BadArgument` if p is no prime or above a million, or k is not 1 to 255; `BadAnswer` for a counterexample that is no
    word, `Inconsistent` for one that contradicts an earlier value.
    """
    matrix = HankelMatrix(alphabet(k), field(p))
    word, value = b"", -1  # no counterexample yet
    while True:
        guess = yield from matrix.automaton()
        found = guess if matrix.starts else guess.plus(MultiplicityAutomaton.at_the_empty_word(k, p), -1)
        if value < 0 or times(guess.states(word)[-1], guess.final, p) == value:  # else the last one is one still
            counterexample = yield from Equivalence(found)
            if counterexample is None:
                return found
            word, value = word_of(counterexample.point), int(counterexample.label)
            matrix.tell(word, value)
        yield from _tell_apart(matrix, guess, word)


def _tell_apart(matrix: HankelMatrix, guess: MultiplicityAutomaton, word: bytes) -> Generator[Query[Any], Any, None]:
    """Where on the way along the word the guess goes wrong: there a prefix is told from the mixture that it was taken for."""
    states, suffixes = guess.states(word), matrix.suffixes
    by_itself = next(j for j in count() if word[j:] in suffixes)  # the word's own value shows it from here on

    def as_told(j: int) -> Generator[Query[Any], Any, Any]:
        row = yield from matrix.values([word[:j] + suffix for suffix in suffixes])
        return row == times(states[j], matrix.known, matrix.p)

    right, wrong, suffix = yield from change(by_itself, as_told)
    matrix.grow(word[:right], word[right:wrong] + (word[wrong:] if suffix is None else suffixes[suffix]))
