"""Automata drawn: every state and step is there, and what is too large is said."""

from __future__ import annotations

from xml.etree import ElementTree

import numpy as np
import pytest
from hypothesis import given, settings

from qlearn.concepts.automata import Automaton
from qlearn.concepts.automaton_classes import Automata
from qlearn.errors import BadArgument
from qlearn.report.automata import as_text, svg
from qlearn.testing import concepts

SVG = "{http://www.w3.org/2000/svg}"


@settings(max_examples=40, database=None, derandomize=True, deadline=None)
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


def test_what_cannot_be_drawn_is_said() -> None:
    large = Automaton(np.zeros((17, 1), np.intp), np.zeros(17, np.bool_))
    with pytest.raises(BadArgument, match="17 states is no picture"):
        svg(large)
    assert len(as_text(large).splitlines()) == 17
    with pytest.raises(BadArgument, match="2 names were given for 17 states"):
        as_text(large, ["a", "b"])
