"""What a file of dimensions lists beside the brackets: each concept's teaching dimension, and the sizes of certificates."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from ...dimensions.witnesses import Lessons, Packings, Witness
from ..check import Checked
from .anew import SMALL, certificate_sizes, teaching_sizes
from .given import Given, Unshown


def listed(c: Given, held: Mapping[str, Any], shown_by: Mapping[bool, Witness], found: Checked) -> None:
    """Hold the lists against the class.  `shown_by`: what shows the mean teaching dimension, from below and from above.

    That its lessons and packings are right is judged with the mean; here they must be as many as the list says.
    """
    if held.get("teaching_each"):
        _decided("teaching_each", held["teaching_each"], _sizes(c, shown_by), found)
    if held.get("certificates") is not None:
        small = c.n <= SMALL
        _decided("certificates", held["certificates"], lambda: _certificates(c) if small else _too_many(c), found)


def _decided(name: str, said: Any, truth: Any, found: Checked) -> None:
    try:
        value = truth()
    except Unshown as fault:
        found.undecided.append(f"{name}: {fault}")
        return
    found.claim(said == value, f"{name} (worked out again)", f"{name} is stated as {str(said)[:60]}, it is {str(value)[:60]}")


def _sizes(c: Given, shown_by: Mapping[bool, Witness]) -> Any:
    lower, upper = shown_by.get(False), shown_by.get(True)
    if isinstance(lower, Packings) and isinstance(upper, Lessons):
        sizes = [len(points) for points in upper.sets]
        if sizes == [len(others) for others in lower.each]:
            return lambda: sizes
    return lambda: teaching_sizes(Given(c.rows))


def _certificates(c: Given) -> dict[str, int]:
    return {str(size): count for size, count in sorted(Counter(certificate_sizes(c)).items())}


def _too_many(c: Given) -> Any:
    raise Unshown(f"{c.n} points are too many to work it out again")
