"""Faults in what is asked: too much, too little, to the wrong tolerance, after a refusal."""

from __future__ import annotations

from typing import Any

import numpy as np

from mutants.plots import Plot, as_it_is, guess
from qlearn import Dialogue
from qlearn.errors import BadArgument, OutOfBudget
from qlearn.formulas import exactly
from qlearn.queries import Batch, Equivalence, Example, Query, Unlabelled


def extra_query(plot: Plot) -> Dialogue[Any]:
    """The last question is asked again."""
    found = yield from plot.through(as_it_is)
    if plot.asked:
        plot.act()
        yield from plot.asked[-1]
    return found


def extra_query_where_the_bound_is_met(plot: Plot) -> Dialogue[Any]:
    """The same, but only in the rare dialogue that used up all that its theorem allows."""
    found = yield from plot.through(as_it_is)
    if plot.asked and all(plot.allows(query.kind) in (None, plot.count(query.kind)) for query in plot.asked):
        plot.act()
        yield from plot.asked[-1]
    return found


def dropped_query(plot: Plot) -> Dialogue[Any]:
    """The last row of every batch, half of what is drawn, or the second question is not asked but guessed."""

    def ask(query: Query[Any]) -> Dialogue[Any]:
        if isinstance(query, Batch) and len(query.points) > 1:
            plot.act()
            answer = yield from query.with_points(query.points[:-1])
            return np.concatenate([answer, guess(query)[-1:]])
        if isinstance(query, Example | Unlabelled) and query.m > 1:
            plot.act()
            return (yield from type(query)(query.m // 2))
        if len(plot.asked) == 2:
            plot.act()
            return guess(query)
        return (yield from query)

    return (yield from plot.through(ask))


def repeated_batch(plot: Plot) -> Dialogue[Any]:
    """Every question is asked twice over, and one of the answers used."""

    def ask(query: Query[Any]) -> Dialogue[Any]:
        plot.act()
        if isinstance(query, Batch):
            answer = yield from query.join([query])
            return answer[: len(query.points)]
        yield from query
        return (yield from query)

    return (yield from plot.through(ask))


def no_final_equivalence(plot: Plot) -> Dialogue[Any]:
    """The last equivalence query that the bound allows is not asked: its hypothesis must be right, the learner thinks."""

    def ask(query: Query[Any]) -> Dialogue[Any]:
        if isinstance(query, Equivalence) and plot.count(query.kind) == plot.allows(query.kind):
            plot.act()
            return None
        return (yield from query)

    return (yield from plot.through(ask))


def believes_its_second_hypothesis(plot: Plot) -> Dialogue[Any]:
    """One counterexample, and the next equivalence query is not asked."""

    def ask(query: Query[Any]) -> Dialogue[Any]:
        if isinstance(query, Equivalence) and len(plot.asked) == 2:
            plot.act()
            return None
        return (yield from query)

    return (yield from plot.through(ask))


def early_stop_on_a_lucky_target(plot: Plot) -> Dialogue[Any]:
    """If the first question, or half of its rows, is answered by no throughout, the rest is guessed."""
    lucky: list[bool] = []

    def ask(query: Query[Any]) -> Dialogue[Any]:
        if lucky and lucky[0]:
            plot.act()
            return guess(query)
        half = len(query.points) // 2 if isinstance(query, Batch) else 0
        if lucky or not half:
            answer = yield from query
            lucky.append(isinstance(query, Batch) and not np.asarray(answer).any())
            return answer
        assert isinstance(query, Batch)
        first = yield from query.with_points(query.points[:half])
        lucky.append(not (first > 1 / 2).any())
        if lucky[0]:
            plot.act()
            return np.concatenate([first, guess(query)[half:]])
        return np.concatenate([first, (yield from query.with_points(query.points[half:]))])

    return (yield from plot.through(ask))


def wrong_tolerance(plot: Plot) -> Dialogue[Any]:
    """The learner works with twice the eps, and twice the delta, that it was given."""
    given = {name: exactly(plot.arguments[name]) for name in ("eps", "delta") if name in plot.arguments}
    changed = {name: 2 * value for name, value in given.items() if value}  # twice 0 is no other tolerance
    try:
        talk = plot.learner(**{**plot.arguments, **changed})
        first = next(iter(talk))
    except (BadArgument, StopIteration):  # twice as much is too much here
        return (yield from plot.talk)
    if changed and first is not None:
        plot.act()
    return (yield from talk)


def insists_after_a_refusal(plot: Plot) -> Dialogue[Any]:
    """A question that the budget refused is asked again."""

    def ask(query: Query[Any]) -> Dialogue[Any]:
        try:
            return (yield from query)
        except OutOfBudget:
            plot.act()
            return (yield from query)

    return (yield from plot.through(ask))
