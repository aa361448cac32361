"""Proofs for all sizes, checked by Coq's kernel.

A `.v` file stands beside the twin it speaks for.  A theorem of it counts as checked if coqc accepts the file, if none of the
words that let a proof be skipped occurs in it, and if the axioms that the theorem rests on, which Coq itself prints, are among
those allowed.  It is tight if another theorem, held to the same rules, refutes its sharpened claim.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace

from proofs_checks import coqc
from proofs_checks.coqc import Rejected, available, axioms_beyond, statement
from proofs_checks.lemmas import ALL, Lemma, NotChecked
from proofs_checks.posed import Goal, Posed, accept_together, accepts
from qlearn import find

REALS = frozenset(
    {
        "ClassicalDedekindReals.sig_not_dec",
        "ClassicalDedekindReals.sig_forall_dec",
        "FunctionalExtensionality.functional_extensionality_dep",
        "Classical_Prop.classic",
    }
)  # what Coq's own real numbers are made from
NONE: frozenset[str] = frozenset()
UNREFUTED = "no sharper claim is refuted"

PREAMBLE = "From Coq Require Import Reals List Arith ZArith.\nImport ListNotations.\n"
COUNTING = PREAMBLE.replace("Reals ", "")  # for goals about naturals, in half the time
# Computes both sides of an equation between naturals, lists or pairs of them, and compares them letter by letter; where they
# differ, `reflexivity` alone looks for a way to make them one, which takes ten times as long.
COMPUTED = "vm_compute; match goal with |- ?both = ?both => reflexivity end"
TIED: list[Callable[[], Posed]] = []  # what `tied_goals` poses
CLAIMED: dict[frozenset[str], set[str]] = {}  # by the axioms allowed: the theorems that speak for a lemma


def coq(
    of: str,
    says: str,
    *,
    theorem: str,
    refuted: str | None = None,
    sharper: str = UNREFUTED,
    axioms: frozenset[str] = NONE,
) -> Lemma:
    """A theorem `family.file.name` as a lemma, with at most these axioms; `refuted` names the theorem that shows it tight."""

    CLAIMED.setdefault(axioms, set()).update({theorem, refuted or theorem})

    def check(sharpened: bool) -> bool:
        statement(theorem)  # that it is there can be seen without coqc
        _needs_coq()
        if sharpened:
            return refuted is None or not _proved(refuted, axioms)
        return _proved(theorem, axioms)

    check.__name__ = theorem.rpartition(".")[2]
    rests = "Coq's real numbers" if axioms else "no axiom"
    method = f"coq: {theorem}, resting on {rests}"
    with suppress(Rejected):  # which the check will say
        return Lemma(of, says, method, ALL, sharper, check, formal=statement(theorem))
    return Lemma(of, says, method, ALL, sharper, check)


def tied(of: str, function: str, *, lower: bool = False, **sizes: Iterable[int]) -> Lemma:
    """The catalogue's own formula and the Coq function that a theorem speaks of agree on a grid of naturals."""
    grid = list(itertools.product(*sizes.values()))

    def goals(more: int = 0) -> list[Goal]:
        theorem = find(of).theorem
        bound = theorem.lower.bound if lower and theorem.lower else theorem.bounds[0]
        says = [bound.at(**dict(zip(sizes, at, strict=True))) + more for at in grid]
        calls = [f"{function.rpartition('.')[2]} {' '.join(map(str, at))}" for at in grid]
        return [(f"([{'; '.join(calls)}] = [{'; '.join(map(str, says))}])%nat", COMPUTED)]

    scope = ", ".join(f"{name} in {_range(values)}" for name, values in sizes.items())
    return tied_goals(of, function.rpartition(".")[0], goals, lambda: goals(more=1), scope=scope, lower=lower)


def tied_goals(
    of: str,
    file: str,
    goals: Callable[[], Sequence[Goal]],
    sharper_goals: Callable[[], Sequence[Goal]],
    *,
    scope: str = "a grid",
    lower: bool = False,
) -> Lemma:
    """Goals written from what the Python formula answers: all are provable in the presence of the file, no sharper one is."""

    def posed() -> Posed:
        proved, refused = tuple(goals()), tuple(sharper_goals())
        naturals = all(tactic == COMPUTED for _, tactic in (*proved, *refused))
        return Posed(file, COUNTING if naturals else PREAMBLE, proved, refused)

    def check(sharpened: bool) -> bool:
        _needs_coq()
        both = posed()
        if accepts(both):  # both at once: coqc takes longest to load the reals
            return not sharpened
        return not accepts(replace(both, goals=())) if sharpened else accepts(replace(both, refused=()))

    TIED.append(posed)
    check.__name__ = "lower_formula" if lower else "formula"
    which = "lower bound" if lower else "bound"
    says = f"The Python formula of the {which} and the Coq statement give the same numbers."
    return Lemma(of, says, f"coq: computed against {file}", scope, "each answer off by one", check)


def compile_all() -> None:
    """Every proof compiled, and coqc asked together what the lemmas found so far will ask it one by one."""
    coqc.compile_all()
    accept_together(_those_posed())
    for allowed, theorems in CLAIMED.items():
        coqc.ask_together(theorems, allowed)


def _those_posed() -> Iterator[Posed]:
    for posed in TIED:
        with suppress(Exception):  # which the check will say
            yield posed()


def _proved(theorem: str, allowed: frozenset[str]) -> bool:
    more = axioms_beyond(theorem, allowed)
    if more:
        raise Rejected(f"{theorem} rests on {', '.join(sorted(more))}, which is not allowed")
    return True


def _needs_coq() -> None:
    if not available():
        raise NotChecked("there is no coqc on this machine; `make proofs` installs it where apt is at hand")


def _range(values: Iterable[int]) -> str:
    listed = list(values)
    return f"{listed[0]}..{listed[-1]}" if len(listed) > 3 else ", ".join(map(str, listed))
