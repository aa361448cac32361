"""Extraction attacks that follow from theorems: Observation 1 and Proposition 1 of Chandrasekaran et al. 2020, composed.

Observation 1: a learner by membership queries with query complexity q(eps, delta) is an eps-extraction attack of complexity
q(eps, delta) and confidence 1 - delta: the adversary runs the learner.  Proposition 1: a server that answers wrongly with
probability at most rho < 1/2 is extracted all the same, if each question is repeated and the most frequent label taken.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from ..catalogue import Learner
from ..channels import flip_rate
from ..errors import BadArgument
from ..formulas import Size, exactly, ln, proper_share
from ..queries import Equivalence, Example, Membership, Query, Statistical, Superset, Unlabelled
from ..reductions.proposition_1 import published
from ..reductions.vote import most as by_votes
from ..theorems import Bound, Mode, Sizes, Theorem, of_sizes

CERTAIN: Mode = "worst case"
LIKELY: Mode = "with probability 1 - delta"
NOT_SERVED = (Equivalence, Example, Statistical, Superset, Unlabelled)  # no prediction API answers these
UNPROVED = "not proved"  # what the claim of a learner says whose failures were only measured
MAY_FAIL = (
    "kernels.pencil",
    "kernels.boundary_null_space",
)  # always right, or they say that they failed; how often, no theorem says
FRESH = (
    "the coins of each answer are fresh and independent: a server that remembers its answers, or draws them from the question,"
    " answers a repeated question alike, and repeating gains nothing",
    "the adversary knows rho, or a number below 1/2 that rho does not exceed",
)


@dataclass(frozen=True)
class Attack:
    """An eps-extraction attack by a theorem: of which complexity and confidence, against which class, and by what it holds.

    `failures` is how often delta the attack may fail with: 0 is confidence 1, and k is confidence 1 - k delta.
    """

    name: str
    against: str
    error: str
    bounds: tuple[Bound, ...]
    failures: int
    follows: str
    cite: tuple[str, ...]
    needs: tuple[str, ...] = ()
    printed: Bound | None = None

    @property
    def sizes(self) -> tuple[str, ...]:
        """What complexity and confidence are stated in."""
        named = [name for bound in self.bounds for name in bound.sizes]
        return tuple(dict.fromkeys([*named, *(["delta"] if self.failures else [])]))

    def complexity(self, **sizes: Size) -> int:
        """The most queries, of all kinds together."""
        exact = {name: exactly(size, name) if isinstance(size, str | float) else size for name, size in sizes.items()}
        _checked(exact)
        return sum(bound.at(**exact) for bound in self.bounds)

    def confidence(self, delta: Size = None) -> Size:
        """The least probability of success, against every f* of the class."""
        if self.failures and delta is None:
            raise BadArgument(f"{self.name} fails with probability up to {self._risk}: say delta")
        return 1 - self.failures * delta if self.failures else 1

    @property
    def _risk(self) -> str:
        return "0" if not self.failures else "delta" if self.failures == 1 else f"{self.failures} delta"

    def __str__(self) -> str:
        q = " and ".join(f"{bound.kind.kind} {bound.formula()}" for bound in self.bounds)
        confidence = f"1 - {self._risk}" if self.failures else "1"
        what = "an eps-extraction attack" if "eps" in self.sizes else "an extraction attack"
        return f"{self.name}: {what} of complexity {q} and confidence {confidence} against {self.against}; {self.error}"


def observation_1(learner: Learner[..., Any]) -> Attack:
    """The attack that runs a learner: its bound, and confidence 1 or 1 - delta by what it promises.

    >>> from qlearn import find
    >>> attack = observation_1(find("linear.pivot_ratio"))
    >>> attack.complexity(d=30, eps="1/100"), attack.confidence()
    (320, 1)
    >>> print(observation_1(find("boolean.bit_clearing")))  # doctest: +NORMALIZE_WHITESPACE
    boolean.bit_clearing: an extraction attack of complexity membership n and confidence 1 against monotone conjunctions; the
    hypothesis is the target

    Raises `BadArgument` for a learner that asks what no server answers (equivalence queries, examples that it draws), whose
    queries or failures no theorem bounds, or that must be told the target.
    """
    theorem = learner.theorem
    if why := _no_attack(learner):
        raise BadArgument(f"{learner.name} {why}")
    bounds = tuple(_best(theorem, kind) for kind in sorted(theorem.kinds, key=lambda kind: kind.kind))
    if not bounds or None in bounds:
        raise BadArgument(f"no theorem says how much {learner.name} asks in the worst case, or with probability 1 - delta")
    found = tuple(bound for bound in bounds if bound is not None)
    likely = LIKELY in (theorem.guarantee.mode, *(bound.mode for bound in found))
    noise = (f"{theorem.noise.says}",) if theorem.noise else ()
    return Attack(
        name=learner.name,
        against=str(theorem.learns),
        error=theorem.guarantee.says,
        bounds=found,
        failures=int(likely),
        follows=f"Observation 1 and the theorem of {learner.name}",
        cite=(*theorem.cite, "chandrasekaran2020"),
        needs=noise,
    )


def _no_attack(learner: Learner[..., Any]) -> str:
    """What keeps a learner from being an attack by its theorem; '' if nothing does."""
    theorem = learner.theorem
    unserved = sorted(kind.kind for kind in theorem.kinds if issubclass(kind, NOT_SERVED))
    if unserved:
        return f"asks {' and '.join(unserved)} queries, which no server that predicts answers"
    if "target" in learner.signature.parameters:
        return "is told the target: it measures, and attacks nothing"
    if UNPROVED in theorem.claim or learner.name in MAY_FAIL:
        return "has no theorem about how often it fails: run the experiment, which measures it"
    return ""


def _best(theorem: Theorem, kind: type[Query[Any]]) -> Bound | None:
    """The upper bound that holds always, else the one that holds with probability 1 - delta; never one on average."""
    upper = [bound for bound in theorem.bounds if bound.kind is kind and bound.sense != "at least"]
    return next((bound for mode in (CERTAIN, LIKELY) for bound in upper if bound.mode == mode), None)


def as_printed(q: Size, rho: Size, delta: Size) -> Size:
    """8/(1 - 2 rho)**2 q ln(q/delta): the complexity of Proposition 1 as the paper prints it, which is no integer.

    >>> from fractions import Fraction
    >>> round(float(as_printed(320, Fraction(2, 5), Fraction(1, 20))))
    560899
    """
    return 8 * q * ln(q / delta) / (1 - 2 * rho) ** 2


def proposition_1(attack: Attack) -> Attack:
    """The attack on the same class behind a defence that answers wrongly with probability at most rho < 1/2.

    Each question is asked r times, r the least even number that is 8 ln(q/delta)/(1 - 2 rho)**2 or more; `printed` is the
    paper's 8/(1 - 2 rho)**2 q ln(q/delta), rounded up.  The confidence is 1 - 2 delta as printed: delta for the attack, and
    delta for a question decided wrongly.  An attack of confidence 1 leaves 1 - delta.

    Raises `BadArgument` if the attack asks more than labels, expects noise already, or names rho or delta otherwise.
    """
    (inner,) = _of_labels(attack)
    rounded = _composed(inner, lambda q, rho, delta: q * published(q, rho, delta))
    return _repeated(attack, "Proposition 1", "proposition_1", rounded, _composed(inner, as_printed))


def by_exact_votes(attack: Attack) -> Attack:
    """The same, with as few repetitions as the binomial law allows in place of Chernoff's bound: the bound of `vote`.

    >>> from qlearn import find
    >>> inner = observation_1(find("linear.pivot_ratio"))
    >>> sizes = {"d": 30, "eps": "1/100", "rho": "2/5", "delta": "1/20"}
    >>> proposition_1(inner).complexity(**sizes), by_exact_votes(inner).complexity(**sizes)
    (561280, 102080)
    """
    (inner,) = _of_labels(attack)
    return _repeated(
        attack, "the majority of votes, as many as the binomial law needs", "vote", _composed(inner, by_votes), None
    )


def _of_labels(attack: Attack) -> tuple[Bound]:
    if len(attack.bounds) != 1 or attack.bounds[0].kind is not Membership or attack.needs:
        raise BadArgument(
            f"votes repair labels that are flipped; {attack.name} asks"
            f" {', '.join(bound.kind.kind for bound in attack.bounds)} queries{' and expects noise' if attack.needs else ''}"
        )
    if "rho" in attack.sizes:
        raise BadArgument(f"{attack.name} has a size called rho already")
    return (attack.bounds[0],)


def _composed(inner: Bound, count: Callable[[Size, Size, Size], Size]) -> Bound:
    def composed(sizes: Sizes) -> Size:
        q = inner.count(**{name: sizes[name] for name in inner.sizes})
        return count(q, sizes["rho"], sizes["delta"])

    return Bound(Membership, "at most", of_sizes((*inner.sizes, "rho", "delta"), composed), inner.mode)


def _repeated(attack: Attack, by: str, name: str, bound: Bound, printed: Bound | None) -> Attack:
    return replace(
        attack,
        name=f"{attack.name}+{name}",
        against=f"{attack.against}, behind a defence that errs with probability at most rho < 1/2 at every question",
        bounds=(bound,),
        failures=attack.failures + 1,
        follows=f"{attack.follows}, and {by}",
        cite=tuple(dict.fromkeys((*attack.cite, "chandrasekaran2020"))),
        needs=FRESH,
        printed=printed,
    )


def _checked(sizes: Mapping[str, Size]) -> None:
    """rho and delta, where they are numbers, must be a rate below 1/2 and a probability."""
    for name, check in (("rho", flip_rate), ("delta", lambda delta: proper_share(delta, "delta"))):
        given = sizes.get(name)
        if given is not None and not hasattr(given, "free_symbols"):
            check(given)
