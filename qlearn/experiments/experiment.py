"""The extraction experiment Exp^eps_F(S(f*), A, q): a server that holds f*, an adversary with a budget, an error, an eps.

Chandrasekaran et al. 2020, Experiment 1: A knows the class F, sends x and hears f*(x), at most q times, and outputs a copy;
the experiment is 1 if the copy's error is at most eps, else 0.  `play` is one such experiment with one f* and one set of
coins; `estimate` says how often it is 1 for the f* where that is least often.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from ..catalogue import Learner
from ..choices import Coins
from ..driver import Teacher, run
from ..errors import BadArgument, OutOfBudget, Undecided
from ..evidence.trial import arguments
from ..formulas import exactly, whole
from ..points import shortened
from ..queries import Query
from ..teachers import Honest
from ..transcript import heard
from .measures import Error, Measure

SERVER, JUDGE = 1, 2  # streams of coins that are not the adversary's


class ServerFault(Exception):
    """Something went wrong inside the server: the experiment is broken off, and nothing is charged to the adversary."""


class Oracle:
    """The adversary's side of a server: `answer(query)`, cut off before the query that would exceed the budget is heard.

    `asked` counts rows by what a query holds, never by the cost it states, and `left` is what remains.
    """

    def __init__(self, server: Teacher, budget: int) -> None:
        self._server = server
        self.budget = budget
        self.asked = 0
        self.refused = False

    @property
    def left(self) -> int:
        return self.budget - self.asked

    def answer(self, query: Query[Any]) -> Any:
        more = heard(query)
        if more > self.left:
            self.refused = True
            raise OutOfBudget(f"{more} more {query.kind} queries, but {self.left} of {self.budget} are left; none was asked")
        self.asked += more
        try:
            return query.accepts(self._server.answer(query))
        except Exception as fault:
            raise ServerFault(f"the server failed at a {query.kind} query: {type(fault).__name__}: {fault}") from fault


Attack = Callable[[Oracle, Mapping[str, Any], int], Any]
Server = Callable[[Any, int], Teacher]


@dataclass(frozen=True)
class Adversary:
    """A: `attack(oracle, given, seed)` returns a copy.  `given` says which class f* is from, and nothing else of f*.

    `coins` says whether it tosses any: without, one run tells all about a target.
    """

    name: str
    attack: Attack
    coins: bool = True


def by_learner(learner: Learner[..., Any], **settings: Any) -> Adversary:
    """A runs a learner of the catalogue, with these settings and what the class gives."""

    def attack(oracle: Oracle, given: Mapping[str, Any], seed: int) -> Any:
        told = arguments(learner, {"seed": seed, **given, **settings})
        return run(learner(**told), oracle).hypothesis

    tosses = "seed" in learner.signature.parameters and "seed" not in settings
    return Adversary(learner.name, attack, tosses)


def honest(concept: Any, seed: int) -> Teacher:
    """The server without a defence: f* itself."""
    return Honest(concept)


@dataclass(frozen=True)
class Played:
    """One experiment: its outcome, the queries that the server heard, the copy's error, and why it failed if it did.

    An error that is only enclosed may leave the outcome open: then `success` is False, and `failure` is too.
    """

    success: bool
    failure: bool
    asked: int
    error: Error | None
    why: str = ""


@dataclass(frozen=True)
class Experiment:
    """Exp^eps_F(S, A, q), for any f* of F.

    `server(concept, seed)` makes S(f*): any teacher, so that a channel or a defence may stand in front of f*.  `server_coins`
    says whether its answers are drawn by the seed.  Raises `BadArgument` for a budget below 0 or an eps below 0.

    >>> import numpy as np
    >>> from qlearn import find
    >>> from qlearn.concepts.conjunctions import Conjunction
    >>> from qlearn.experiments.measures import the_same
    >>> experiment = Experiment(by_learner(find("boolean.bit_clearing")), budget=3, error=the_same, eps=0)
    >>> played = experiment.play(Conjunction(np.array([True, False, True])), seed=0)
    >>> played.success, played.asked
    (True, 3)
    """

    adversary: Adversary
    budget: int
    error: Measure
    eps: Any
    server: Server = honest
    server_coins: bool = False

    def __post_init__(self) -> None:
        whole(self.budget, "the budget", least=0)
        object.__setattr__(self, "eps", exactly(self.eps, "eps"))
        if self.eps < 0:
            raise BadArgument(f"eps is an error, 0 or above, got {self.eps}")

    @property
    def coins(self) -> bool:
        """Whether two runs against one target may end differently."""
        return self.adversary.coins or self.server_coins

    def play(self, concept: Any, seed: int) -> Played:
        """One experiment.  The same concept and seed give the same one again."""
        oracle = Oracle(self.server(concept, _seed(seed, SERVER)), self.budget)
        try:
            copy = self.adversary.attack(oracle, dict(concept.given), seed)
        except ServerFault:
            raise
        except Exception as fault:
            return Played(False, True, oracle.asked, None, f"{type(fault).__name__}: {shortened(str(fault), 200)}")
        if oracle.refused:
            return Played(False, True, oracle.asked, None, f"asked for more than {self.budget} queries")
        return self._judged(concept, copy, oracle.asked, seed)

    def _judged(self, concept: Any, copy: Any, asked: int, seed: int) -> Played:
        try:
            error = self.error.of(concept, copy, Coins(seed, JUDGE))
        except Undecided:
            raise
        except Exception as fault:
            return Played(False, True, asked, None, f"the copy cannot be judged: {type(fault).__name__}: {fault}")
        success, failure = bool(error.high <= self.eps), not error.low <= self.eps  # NaN is a failure
        low, high = float(error.low), float(error.high)
        known = f"{high:.4g}" if low == high else f"between {low:.4g} and {high:.4g}"
        return Played(success, failure, asked, error, "" if success else f"the error is {known}, eps {float(self.eps):.4g}")


def _seed(*entropy: int) -> int:
    return int(Coins(*entropy).rng.integers(0, 2**31))
