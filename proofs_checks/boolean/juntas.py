"""Functions of few variables from counterexamples and membership queries: each count once, and met."""

from __future__ import annotations

from proofs_checks.boolean.relevant import bisection_costs_clg, labels_spared
from proofs_checks.lemmas import ALL, lemma
from proofs_checks.methods import attained, bound_of, everywhere, implies, tautology, zero
from qlearn import find
from qlearn.queries import Membership

NAME = "boolean.juntas"


@lemma(
    NAME,
    "Each counterexample shows one relevant variable: a bound b with b(0) = 1 and b(r) = b(r - 1) + 1 is the theorem's.",
    method="identity: induction on r",
    scope=ALL,
    sharper="one equivalence query fewer",
)
def counted(sharper: bool) -> bool:
    b = bound_of(NAME).formula() - (1 if sharper else 0)
    (r,) = b.free_symbols
    return zero(b - b.subs(r, r - 1) - 1) and b.subs(r, 0) == 1


@lemma(
    NAME,
    "The hypothesis is right where the variables not found are 0, and wrong at the counterexample: the label changes between.",
    method="tautology: target and hypothesis at the two points",
    scope=ALL,
    sharper="without the premise that the hypothesis says the same of both",
)
def changes(sharper: bool) -> bool:
    def claim(f0: bool, f1: bool, h0: bool, h1: bool) -> bool:
        return implies(f0 == h0 and f1 != h1 and (sharper or h0 == h1), f0 != f1)

    return tautology(claim, 4)


@lemma(
    NAME,
    "The real bisection asks at most clg(h) labels on a way of h steps, wherever the label changes.",
    method="exhaustion: every place of the change",
    scope="h < 70",
    sharper="one label fewer",
)
def bisection(sharper: bool) -> bool:
    return bisection_costs_clg(sharper)


@lemma(
    NAME,
    "The membership bound grows with the r-th variable by 2**(r - 1) + clg(n - r + 1): half a table and one bisection.",
    method="exhaustion: in integers",
    scope="r <= n <= 40",
    sharper="less than half a table",
)
def grows(sharper: bool) -> bool:
    bound = find(NAME).theorem.bound(Membership)
    assert bound is not None

    def claim(n: int, r: int) -> bool:
        if r > n:
            return True
        more = bound.at(n=n, r=r) - bound.at(n=n, r=r - 1)
        steps = n - r + 1
        return bool(more == 2 ** (r - 1) + (steps - 1).bit_length() - (1 if sharper else 0))

    return bound.at(n=9, r=0) == 1 and everywhere(claim, range(1, 41), range(1, 41))


@lemma(
    NAME,
    "For r = 0, 1 and 2 relevant variables some target and teacher meet the membership bound.",
    method="exhaustion: all targets of two of three variables, three teachers",
    scope="n = 3, r <= 2",
    sharper="a query is always left",
)
def met(sharper: bool) -> bool:
    return set(labels_spared(NAME, {"n": 3, "k": 2}).items()) == {(r, 1 if sharper else 0) for r in range(3)}


@lemma(
    NAME,
    "In the exact game over all targets and all counterexamples no bound is exceeded, and one is met.",
    method="exhaustion: the real learner in the exact game",
    scope="n <= 2, and n = 3 with k = 1",
    sharper="no bound is met",
)
def played(sharper: bool) -> bool:
    return attained(NAME, sharper)
