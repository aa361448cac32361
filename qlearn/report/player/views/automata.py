"""Automata: what the learner keeps of them, the one it proposed last, and the word that refuted it."""

from __future__ import annotations

from typing import Any

from ....concepts.automata import Automaton
from ....concepts.mealy_machines import MealyMachine
from ....queries import Equivalence
from ....transcript import Run
from ....words import spelled, word_of
from ...automata import MANY, as_text, svg
from ...markup import inlined
from ...observation_tables import shown
from .grown import grown
from .view import View

LINES = 60  # states of an automaton that is written down
LETTERS = 1_500_000  # of all pictures together


def view(run: Run[Any], concept: Any = None) -> View | None:
    """The observation table or the discrimination tree, and the automata proposed; None where there is neither."""
    turns = enumerate(run.turns, start=1)
    proposals: list[tuple[int, Any, Any]] = [
        (turn, query.hypothesis, answer) for turn, (query, answer) in turns if isinstance(query, Equivalence)
    ]
    if any(not isinstance(machine, Automaton | MealyMachine) for _, machine, _ in proposals):
        return None
    if not proposals and not isinstance(run.hypothesis, Automaton | MealyMachine | None):
        return None  # a learner of something else, which need not be run again to see that
    kept = grown(run)
    if not proposals and kept is None:
        return None
    pictures: dict[str, int] = {}
    told = []
    for turn, machine, answer in proposals:
        picture = drawn(machine) if sum(map(len, pictures)) < LETTERS else str(machine)
        number = pictures.setdefault(picture, len(pictures))
        refuted = None if answer is None else [shown(word_of(answer.point)), labelled(answer.label)]
        told.append([turn, number, str(machine), refuted])
    title = {"table": "The observation table", "tree": "The discrimination tree"}.get(kept[0] if kept else "", "The automaton")
    data = {"proposed": told, "pictures": list(pictures), "kept": kept[0] if kept else None, "parts": kept[1] if kept else None}
    return View("automata", title + (", and the automaton proposed last" if kept else " proposed last"), data)


def drawn(machine: Automaton | MealyMachine) -> str:
    """A picture, SVG, of a small automaton; lines of text for others; one line for the largest."""
    if isinstance(machine, Automaton) and len(machine.step) <= MANY:
        return inlined(svg(machine), "automaton")
    if len(machine.step) > LINES:
        return str(machine)
    return as_text(machine) if isinstance(machine, Automaton) else steps(machine)


def steps(machine: MealyMachine) -> str:
    """The steps of a Mealy machine as lines, an output behind each letter.

    >>> import numpy as np
    >>> print(steps(MealyMachine(np.array([[1, 0], [0, 1]]), np.array([[0, 1], [1, 0]]), 2)))
    0   a/0 -> 1   b/1 -> 0
    1   a/1 -> 0   b/0 -> 1
    """
    lines = []
    for q, (row, outputs) in enumerate(zip(machine.step.tolist(), machine.output.tolist(), strict=True)):
        arrows = (f"{spelled(bytes([a]))}/{out} -> {to}" for a, (to, out) in enumerate(zip(row, outputs, strict=True), 1))
        lines.append(f"{q}   " + "   ".join(arrows))
    return "\n".join(lines)


def labelled(label: bool | int) -> str:
    if isinstance(label, bool):
        return "is in the language" if label else "is not in the language"
    return f"has the output {label}"
