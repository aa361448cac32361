"""Dialogues for the tests of the player: small ones of the catalogue, and one for each sort of picture."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

import qlearn
from qlearn import find, run, teachers
from qlearn.choices import Coins
from qlearn.codec import decode
from qlearn.concepts.automata import Automaton
from qlearn.concepts.grid_half_spaces import GridHalfSpace
from qlearn.concepts.half_spaces import HalfSpace
from qlearn.concepts.thresholds import GridThresholds, IntegerThresholds, IntervalThresholds
from qlearn.journal import turn
from qlearn.learners.linear.bisection import bisection
from qlearn.report.page.certificates import shown_certificate
from qlearn.transcript import Run

Told = tuple[Run[Any], Any]  # and the target


@cache
def shown(name: str) -> Told:
    """The run that the catalogue's page shows of a learner."""
    learner = find(name)
    first, *turns, last = map(json.loads, certificate(name).splitlines())
    learning = learner(**decode(first["arguments"]))
    return Run(decode(last["hypothesis"]), [turn(told) for told in turns], learning), decode(last["concept"])


def certificate(name: str) -> str:
    """The same as a file's text."""
    text = shown_certificate(find(name))
    assert text is not None, f"{name} shows no run"
    return text


def bisected(folder: Path) -> list[str]:
    """The lines of a journal: six labels."""
    path = folder / "bisected.jsonl"
    run(bisection(0, 1, "1/64"), teachers.Adversary(IntervalThresholds(), a=0, b=1), journal=path)
    return path.read_text(encoding="utf-8").splitlines(keepends=True)


def written(folder: Path, text: str) -> Path:
    path = folder / "run.jsonl"
    path.write_text(text, encoding="utf-8")
    return path


def played(page: str) -> dict[str, Any]:
    """What a page's script plays."""
    start = page.index('id="dialogue">') + len('id="dialogue">')
    found: dict[str, Any] = json.loads(page[start : page.index("</script>", start)])
    return found


def told(name: str, concept: Any, **arguments: Any) -> Told:
    """A learner's run on a concept, answered honestly."""
    return run(find(name)(**arguments), teachers.Honest(concept)), concept


def grown(name: str, seed: int = 3, **sizes: Any) -> Told:
    """A learner's run on a concept of its class of these sizes."""
    learner = find(name)
    concept = learner.theorem.learns.of_size(Coins(seed), **sizes)  # type: ignore[attr-defined]
    given = {**concept.given, "eps": "1/10", "delta": "1/10", "seed": seed}
    return told(name, concept, **{k: v for k, v in given.items() if k in learner.signature.parameters})


@cache
def examples() -> dict[str, Told]:
    """One run for each picture, and for each of its kinds."""
    coins = np.random.default_rng(4)
    automaton = Automaton(coins.integers(0, 6, (6, 2)), coins.random(6) < 1 / 2)
    return {
        "interval": told("linear.bisection", IntervalThresholds().of_size(Coins(2), a=0, b=1), a=0, b=1, eps="1/1000"),
        "unbounded": told("linear.doubly_galloping", IntegerThresholds().of_size(Coins(0), t=700)),
        "named": shown("boolean.k_cnf"),
        "dense": told("linear.bisection_grid", GridThresholds().of_size(Coins(5), N=900), N=900),
        "arc": told("linear.spherical_bisection", HalfSpace(np.array([-0.4, 1.0])), d=2, eps="1/1000"),
        "cone": told("linear.hit_and_run", HalfSpace(np.array([-0.4, 1.0, 0.3])), d=3, eps="1/20", seed=1),
        "proposals": told("linear.centre_of_gravity", GridHalfSpace((3, -2), -1, 3), d=2, N=3),
        "moved": grown("trees.tra", L=7, d=2),
        "slices": grown("trees.counterfactual_witness", L=9, d=4),
        "boxes": shown("trees.box"),
        "table": told("automata.l_star", automaton, k=2),
        "tree": told("automata.ttt", automaton, k=2),
    }


def catalogue() -> list[str]:
    return list(qlearn.catalogue())
