"""A label read off a real value: the sign of what the model says."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from ..catalogue import Learner, reduces
from ..dialogue import translate
from ..errors import BadArgument
from ..points import Labels
from ..queries import Dialogue, Membership, Value


@reduces(shown_on=("linear.spherical_bisection",))
def sign(learner: Learner[..., Any]) -> Learner[..., Any]:
    """The learner with each label answered by the sign of a value.

    Problem: a learner asks for labels [f(x) >= 0], and the model tells f(x).
    Idea: ask for the value, and look only at its sign.
    Theorem: the inner bounds, membership queries now value queries; the inner guarantee.
    Proof: The concept's label is [f(x) >= 0], so the sign is the one legal answer.  Each row costs one value.  The inner
    learner hears what it would have heard.
    Source: folklore.  It throws most of the answer away: `linear.equation_solving` asks d + 1 values in all.

    A lower bound for labels says nothing about values, so none is carried over.
    Raises `BadArgument` if the inner learner asks no membership query, asks values already, or is one of noisy labels.
    """
    kinds = learner.theorem.kinds
    if Membership not in kinds or Value in kinds:
        raise BadArgument(f"sign needs a learner that asks membership queries and no values; {learner.name} asks others")
    if learner.theorem.noise is not None:
        raise BadArgument(f"sign needs a learner of true labels, since a value's sign is one; {learner.name} expects flips")

    def ask(query: Membership) -> Dialogue[Labels]:
        values = yield from Value(query.points)
        return values[:, 0] >= 0

    def start(**arguments: Any) -> Dialogue[Any]:
        return (yield from translate(learner(**arguments), Membership, ask))

    start.__signature__ = learner.signature  # type: ignore[attr-defined]
    start.__doc__ = f"{learner.name}, each label the sign of a value.\n\n{sign.reduce.__doc__}"
    inner = learner.theorem.guarantee
    confirms = inner.confirms

    def confirmed(hypothesis: Any, turns: Any, sizes: Any) -> Any:
        assert confirms is not None
        labels = [(Membership(q.points), a[:, 0] >= 0) if isinstance(q, Value) else (q, a) for q, a in turns]
        return confirms(hypothesis, labels, sizes)

    theorem = replace(
        learner.theorem,
        claim=f"{learner.name}, each label the sign of a value.",
        bounds=tuple(replace(b, kind=Value) if b.kind is Membership else b for b in learner.theorem.bounds),
        lower=None,
        guarantee=replace(inner, confirms=confirmed if confirms else None),
    )
    return Learner(start, theorem, f"{learner.name}+sign")
