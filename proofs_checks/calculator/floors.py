"""Lower bounds for attacks that may fail: what an attack is worth that is right about a share 1 - delta only."""

from __future__ import annotations

import itertools
from fractions import Fraction

import sympy as sp

from proofs_checks.lemmas import ALL, lemma
from proofs_checks.methods import everywhere, zero
from qlearn.calculator import floors
from qlearn.formulas import clg
from qlearn.learners.linear.direction import cap_bits

NAME = "calculator.floors"
DELTAS = tuple(Fraction(k, 20) for k in (1, 2, 5, 10, 15))


@lemma(
    NAME,
    "2**q outputs, each right about a share s of the targets, are right about 1 - delta only if q >= lg(1/s) + lg(1 - delta).",
    method="identity",
    scope=ALL,
    sharper="only if q >= lg(1/s)",
)
def counting_with_a_chance_to_fail(sharper: bool) -> bool:
    s, delta = sp.symbols("s delta", positive=True)
    q = -sp.log(s, 2) + (0 if sharper else sp.log(1 - delta, 2))
    return zero(sp.simplify(2**q) * s - (1 - delta))


@lemma(
    NAME,
    "The share is that of a cap: lg(1/s) is the 1 + (d - 1) lg(1/sin eps) of the catalogue's lower bound.",
    method="identity",
    scope=ALL,
    sharper="of a cap of a sphere of one dimension more",
)
def the_share_is_that_of_a_cap(sharper: bool) -> bool:
    d, eps = sp.symbols("d eps", positive=True)
    share = sp.sin(eps) ** (d - 1 + (1 if sharper else 0)) / 2
    bits = sp.expand_log(sp.sympify(cap_bits(d, eps)), force=True)
    return zero(sp.expand_log(-sp.log(share) / sp.log(2), force=True) - bits)


@lemma(
    NAME,
    "A table that says 2**q outcomes names 2**q concepts at most: with clg((1 - delta) N) labels less one, no table names"
    " (1 - delta) N of N concepts.  For subsets N = 2**n.",
    method="exhaustion: tables of outcomes",
    scope="n <= 10, delta = 1/20 to 3/4",
    sharper="and with clg((1 - delta) N) labels there is none either",
)
def subsets_by_counting(sharper: bool) -> bool:
    def claim(n: int, delta: Fraction) -> bool:
        q = int(floors.subsets.bound.at(n=n, delta=delta))
        assert q == clg((1 - delta) * 2**n)
        return bool(Fraction(2) ** (q if sharper else q - 1) < (1 - delta) * 2**n)

    return everywhere(claim, range(2, 11), DELTAS)


@lemma(
    NAME,
    "Nobody who asks q of the n bits of a subset, whichever, and guesses the others names more of them than 2**q.",
    method="exhaustion: every table of answers",
    scope="n <= 3, every set of bits asked, every guess",
    sharper="than 2**(q - 1)",
)
def guessing_names_no_more(sharper: bool) -> bool:
    def claim(n: int, q: int) -> bool:
        subsets = list(itertools.product((0, 1), repeat=n))
        for asked in itertools.combinations(range(n), min(q, n)):
            for guess in itertools.product((0, 1), repeat=n):
                named = {tuple(x[i] if i in asked else guess[i] for i in range(n)) for x in subsets}
                if sum(x in named for x in subsets) > Fraction(2) ** (q - (1 if sharper else 0)):
                    return False
        return True

    return everywhere(claim, range(1, 4), range(4))
