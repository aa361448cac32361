"""Faults in what is made of the answers: mistaken, remembered, disturbed, or not needed at all."""

from __future__ import annotations

import sys
import zlib
from typing import Any

import numpy as np

from mutants.nudges import nudged
from mutants.plots import Plot
from qlearn import Dialogue, run, teachers
from qlearn.queries import Batch, Counterexample, Example, Query, Unlabelled


def stale_cache(plot: Plot) -> Dialogue[Any]:
    """What was answered in an earlier dialogue is taken for the answer in this one."""

    def ask(query: Query[Any]) -> Dialogue[Any]:
        key = (len(plot.asked), query.key())
        if key in plot.memory:
            plot.act()
            return plot.memory[key]
        plot.memory[key] = yield from query
        return plot.memory[key]

    return (yield from plot.through(ask))


def one_answer_late(plot: Plot) -> Dialogue[Any]:
    """From the second question on the learner hears the answer before, where it is one to a question of the same shape."""
    before: list[Any] = []

    def ask(query: Query[Any]) -> Dialogue[Any]:
        answer = yield from query
        before.append((getattr(query, "shape", query.kind), query.cost, answer))
        if len(before) > 1 and before[-2][:2] == before[-1][:2]:
            plot.act()
            return before[-2][2]
        return answer

    return (yield from plot.through(ask))


def last_coordinate_skipped(plot: Plot) -> Dialogue[Any]:
    """The last coordinate is 0 in every question, example and counterexample of two coordinates or more."""

    def blind(points: Any) -> Any:
        shown = points.copy()
        if shown.shape[-1] > 1:
            plot.act()
            shown[..., -1] = 0
        return shown

    def ask(query: Query[Any]) -> Dialogue[Any]:
        answer = yield from query.with_points(blind(query.points)) if isinstance(query, Batch) else query
        if isinstance(answer, Counterexample):
            return Counterexample(blind(answer.point), answer.label)
        if isinstance(query, Unlabelled):
            return blind(answer)
        return (blind(answer[0]), answer[1]) if isinstance(query, Example) else answer

    return (yield from plot.through(ask))


def patched_hypothesis(plot: Plot) -> Dialogue[Any]:
    """What is returned differs from what was found in one place."""
    found = yield from plot.talk
    plot.act()
    return nudged(found, plot.arguments)


def patched_hypothesis_now_and_then(plot: Plot) -> Dialogue[Any]:
    """The same, where a hash of what was found says so: about one target in eight."""
    found = yield from plot.talk
    key = found.key() if hasattr(found, "key") else repr(found).encode()
    if zlib.crc32(key) % 8:
        return found
    plot.act()
    return nudged(found, plot.arguments)


def unseeded_randomness(plot: Plot) -> Dialogue[Any]:
    """The rows of a batch are asked in an order that no argument decides; a single question once or twice."""
    rng = plot.memory.setdefault("rng", np.random.default_rng(0))

    def ask(query: Query[Any]) -> Dialogue[Any]:
        if isinstance(query, Batch) and len(query.points) > 1:
            plot.act()
            order = rng.permutation(len(query.points))
            answer = yield from query.with_points(query.points[order])
            return answer[np.argsort(order)]
        answer = yield from query
        if rng.integers(2):
            plot.act()
            answer = yield from query
        return answer

    return (yield from plot.through(ask))


def shared_state(plot: Plot) -> Dialogue[Any]:
    """Two dialogues at once disturb each other: what one of them counts, the other changes."""
    memory = plot.memory

    def ask(query: Query[Any]) -> Dialogue[Any]:
        memory["mine"] = query
        answer = yield from query
        if memory["mine"] is not query:
            plot.act()
            answer = yield from query
        return answer

    return (yield from plot.through(ask))


def peek(plot: Plot) -> Dialogue[Any]:
    """After its first question the learner looks for the teacher's concept up the stack, and asks itself the rest."""
    frame: Any = sys._getframe()
    while frame is not None:
        teacher = frame.f_locals.get("teacher")
        while hasattr(teacher, "teacher"):
            teacher = teacher.teacher
        if hasattr(teacher, "concept"):
            plot.act()
            return run(plot.talk, teachers.Honest(teacher.concept)).hypothesis
        frame = frame.f_back
    return (yield from plot.talk)
