"""A scikit-learn model from a file: do the nodes of its trees lead anywhere?  scikit-learn follows them without looking."""

from __future__ import annotations

from typing import Any

import numpy as np


def sound(model: Any) -> bool:
    """Whether each child of each node of each tree inside comes after the node and is there, and so is each feature."""
    return all(_sound(tree) for tree in _trees(model))


def _sound(tree: Any) -> bool:
    left, right = tree.children_left, tree.children_right
    inner = left != -1
    here = np.arange(len(left))
    ends = ((left > here) & (left < len(left)) & (right > here) & (right < len(left)))[inner].all()
    return bool(len(left) and ends and ((tree.feature[inner] >= 0) & (tree.feature[inner] < tree.n_features)).all())


def _trees(model: Any) -> list[Any]:
    """All fitted trees that hang below a model, wherever they hang."""
    from sklearn.tree._tree import Tree

    found, seen, stack = [], set(), [model]
    while stack:
        thing = stack.pop()
        if id(thing) in seen:
            continue
        seen.add(id(thing))
        if isinstance(thing, Tree):
            found.append(thing)
        elif isinstance(thing, dict):
            stack += thing.values()
        elif isinstance(thing, list | tuple | set) or (isinstance(thing, np.ndarray) and thing.dtype == object):
            stack += [*(thing.ravel() if isinstance(thing, np.ndarray) else thing)]
        elif hasattr(thing, "__dict__"):
            stack += vars(thing).values()
    return found
