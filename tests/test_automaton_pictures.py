"""Automata drawn: every state and step is there, and what is too large is said."""

from __future__ import annotations

import math
import re
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pytest
from hypothesis import given, settings

from qlearn.concepts.automata import Automaton
from qlearn.concepts.automaton_classes import Automata
from qlearn.errors import BadArgument
from qlearn.report.automata import RADIUS, as_text, svg
from qlearn.report.observation_tables import cells, observation_table
from qlearn.testing import concepts
from qlearn.words import spelled

SVG = "{http://www.w3.org/2000/svg}"


FEW = settings(max_examples=40, database=None, derandomize=True, deadline=None)


def numbers(path: Any) -> list[float]:
    return [float(x) for x in re.findall(r"-?[\d.]+", path.get("d"))]


@FEW
@given(concepts(Automata()))
def test_every_state_and_step_is_drawn_inside_the_picture(automaton: Automaton) -> None:
    root = ElementTree.fromstring(svg(automaton))
    side = float(root.get("width", "0"))
    n = len(automaton.step)
    circles = root.findall(f"{SVG}circle")
    assert len(circles) == n + int(automaton.accepts.sum())
    assert len({(c.get("cx"), c.get("cy")) for c in circles}) == n
    arrows = sum(len(set(row)) for row in automaton.step.tolist())
    assert len(root.findall(f"{SVG}path")) == 2 * (arrows + 1), "each has its head, and one leads to the start"
    texts = root.findall(f"{SVG}text")
    assert len(texts) == n + arrows
    for thing, (x, y) in [(c, ("cx", "cy")) for c in circles] + [(t, ("x", "y")) for t in texts]:
        assert 0 < float(thing.get(x, "-1")) < side
        assert 0 < float(thing.get(y, "-1")) < side
    lines = as_text(automaton).splitlines()
    assert [line.startswith("*") for line in lines] == automaton.accepts.tolist()
    assert all(line.count("->") == automaton.k for line in lines)


@FEW
@given(concepts(Automata()))
def test_each_arrow_leads_from_its_state_to_the_next_and_bears_its_letters(automaton: Automaton) -> None:
    root = ElementTree.fromstring(svg(automaton))
    texts = root.findall(f"{SVG}text")
    at = {t.text: (float(t.get("x", "")), float(t.get("y", ""))) for t in texts if t.get("class") is None}
    assert [*at] == [str(q) for q in range(len(automaton.step))]
    letters = [(t.text or "", (float(t.get("x", "")), float(t.get("y", "")))) for t in texts if t.get("class") == "letter"]
    lines = [path for path in root.findall(f"{SVG}path") if path.get("class") is None]
    heads = [path for path in root.findall(f"{SVG}path") if path.get("class") == "head"]

    def ring(x: float, y: float) -> int:
        """The state that an end of an arrow touches."""
        (state,) = [int(name) for name, place in at.items() if abs(math.dist(place, (x, y)) - RADIUS) < 1.2]
        return state

    assert ring(*numbers(lines[0])[-2:]) == 0, "the first arrow comes from nowhere"
    found: dict[tuple[int, int], list[str]] = {}
    for line, head, (text, place) in zip(lines[1:], heads[1:], letters, strict=True):
        x0, y0, *_, x1, y1 = numbers(line)
        tip = numbers(head)
        assert tip[:2] == [x1, y1]
        p, q = ring(x0, y0), ring(x1, y1)
        assert all(math.dist(at[str(q)], side) > RADIUS + 1 for side in (tip[2:4], tip[4:])), "the head's sides stay outside"
        assert min(math.dist(place, other) for other in at.values()) > RADIUS - 8
        if p != q:
            assert math.dist(place, (x0, y0)) < math.dist(place, (x1, y1)), "the letters stand nearer to where they begin"
        found[p, q] = text.split(", ")
    steps = {(q, spelled(bytes([a + 1]))): r for q, row in enumerate(automaton.step.tolist()) for a, r in enumerate(row)}
    assert {(p, letter): q for (p, q), written in found.items() for letter in written} == steps
    assert sum(map(len, found.values())) == len(steps)


@FEW
@given(concepts(Automata()))
def test_the_lines_say_every_step(automaton: Automaton) -> None:
    names = [f"q{'x' * q}" for q in range(len(automaton.step))]
    for q, line in enumerate(as_text(automaton, names).splitlines()):
        assert line[2:].split()[0] == names[q]
        said = dict(re.findall(r"(\S+) -> (\S+)", line))
        assert said == {spelled(bytes([a + 1])): names[r] for a, r in enumerate(automaton.step[q].tolist())}
    escaped = ElementTree.fromstring(svg(automaton, [f"<{name}&" for name in names]))
    assert [t.text for t in escaped.findall(f"{SVG}text") if t.get("class") is None] == [f"<{name}&" for name in names]


def test_what_cannot_be_drawn_is_said() -> None:
    large = Automaton(np.zeros((17, 1), np.intp), np.zeros(17, np.bool_))
    with pytest.raises(BadArgument, match="17 states is no picture"):
        svg(large)
    assert len(as_text(large).splitlines()) == 17
    with pytest.raises(BadArgument, match="2 names were given for 17 states"):
        as_text(large, ["a", "b"])
    sixteen = Automaton(np.zeros((16, 1), np.intp), np.zeros(16, np.bool_))
    assert svg(sixteen).count("<circle") == 16


def test_a_table_shows_upper_words_then_a_line_and_then_the_others() -> None:
    rows = {b"": 0b101, b"\1": 0b001, b"\2": 0b100, b"\1\2": 0b010}
    table = observation_table([b"", b"\2"], rows, [b"", b"\2", b"\1\1"], title="so far")
    assert table.title == "so far"
    assert [[*column.cells] for column in table.columns] == [["ε", "b", "a", "ab"], [*"1100"], [*"0001"], [*"1010"]]
    assert [str(column.header) for column in table.columns] == ["", "ε", "b", "aa"]
    assert [row.end_section for row in table.rows] == [False, True, False, False]
    assert [cells(row, 4) for row in rows.values()] == ["0101", "0001", "0100", "0010"]
