"""How much a witness shows of a Boolean function's measure, from below and from above."""

from __future__ import annotations

from ...dimensions import witnesses as w
from . import function_values as anew
from .function_values import Values
from .given import Refused

BY_BLOCKS = ("depth", "certificate", "block_sensitivity", "sensitivity")


def at_least(name: str, f: Values, claimed: int, witness: w.Witness) -> int:
    """The value that the witness shows to be a lower bound; `claimed` is what it should show.

    Raises `Refused`, or `Unshown` if the file cannot show it.
    """
    match witness:
        case w.Counted("trivial"):
            return 0
        case w.Term() if name in ("degree", "depth"):
            return _term(f, witness.inputs)
        case w.Blocks() if name in BY_BLOCKS:
            return _blocks(f, witness, name == "sensitivity")
        case w.HardPoint() if name in ("certificate", "depth"):
            return anew.certificate_at(f, f.point(witness.point))
        case w.Searched() if name == "depth":
            return claimed if claimed < 1 or not anew.shallow(f, min(claimed - 1, f.n)) else 0
    raise Refused(f"a {type(witness).__name__.lower()} shows nothing of this from below")


def at_most(name: str, f: Values, claimed: int, witness: w.Witness) -> int:
    """The value that the witness shows to be an upper bound, as `at_least`."""
    match witness:
        case w.Counted("n"):
            return f.n
        case w.DecisionTree() if name == "depth":
            return _deepest(f, witness)
        case w.Certificates() if name == "certificate":
            return _largest(f, witness.cubes)
        case w.Searched() if name == "degree":
            return anew.degree(f)
        case w.Searched() if name == "sensitivity":
            return anew.sensitivity(f)
        case w.Searched() if name == "block_sensitivity":
            return anew.most_blocks(f, max(claimed, 0))
    raise Refused(f"a {type(witness).__name__.lower()} shows nothing of this from above")


def _term(f: Values, inputs: tuple[int, ...]) -> int:
    if not anew.coefficient(f, f.inputs(inputs) if inputs else 0):
        raise Refused(f"the coefficient of {str(list(inputs))[:60]} is 0")
    return len(inputs)


def _blocks(f: Values, witness: w.Blocks, alone: bool) -> int:
    x, taken = f.point(witness.point), 0
    for inputs in witness.blocks:
        f.work.step(len(inputs))
        block = f.inputs(inputs)
        if block & taken:
            raise Refused("two of its blocks share an input")
        if f.text[x ^ block] == f.text[x]:
            raise Refused(f"block {str(list(inputs))[:60]} does not change the value at {witness.point}")
        if alone and len(inputs) > 1:
            raise Refused("sensitivity is of single inputs")
        taken |= block
    return len(witness.blocks)


def _deepest(f: Values, tree: w.DecisionTree) -> int:
    """Every point's way, all at once, ends in its value."""
    size, deepest = len(tree.points), 0
    if not len(tree.zero) == len(tree.one) == size:
        raise Refused("its lists differ in length")
    if not size and len(set(f.text)) > 1:
        raise Refused("it asks nothing, and the function is not constant")
    todo, seen = [(0, 0, list(range(len(f.text))))] if size else [], set[int]()
    while todo:
        node, depth, points = todo.pop()
        f.work.step(1 + len(points))
        if node < 0:
            if any(f.text[x] != str(~node) for x in points):
                raise Refused(f"not every point that comes to a leaf with {~node} has this value")
            deepest = max(deepest, depth)
        elif node >= size or node in seen or not 0 <= tree.points[node] < f.n:
            raise Refused(f"node {node} is not there, is met twice, or asks what is no input: no tree")
        else:
            seen.add(node)
            i = tree.points[node]
            todo += [
                (tree.zero[node], depth + 1, [x for x in points if not x >> i & 1]),
                (tree.one[node], depth + 1, [x for x in points if x >> i & 1]),
            ]
    return deepest


def _largest(f: Values, cubes: tuple[str, ...]) -> int:
    """They cover all points, and each has one value."""
    covered, worst = bytearray(len(f.text)), 0
    for cube in cubes:
        if len(cube) != f.n or set(cube) - {"0", "1", "-"}:
            raise Refused(f"{cube[:40]!r} is no sub-cube of {f.n} inputs")
        points = [sum(1 << i for i, sign in enumerate(cube) if sign == "1")]
        f.work.step(1 << cube.count("-"))
        for i, sign in enumerate(cube):
            if sign == "-":
                points += [x | 1 << i for x in points]
        if len({f.text[x] for x in points}) > 1:
            raise Refused(f"the function is not constant on {cube}")
        for x in points:
            covered[x] = 1
        worst = max(worst, f.n - cube.count("-"))
    if not all(covered):
        raise Refused(f"point {covered.index(0)} is in none of them")
    return worst
