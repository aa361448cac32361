"""What three prediction services leak, and what they charge: Table 1 of Chandrasekaran et al. 2020, as oracles with prices.

Every service answers with labels.  Beside them most tell confidences, which are values, and two name the leaf of a tree.
What a service does not offer, or does not tell, is refused with the reason.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

from ..box_queries import Leaf
from ..driver import Teacher
from ..errors import BadArgument, unknown
from ..formulas import exactly
from ..queries import Label, Membership, Query, Value
from ..transcript import heard

Told = Literal["confidence", "leaf id", "unsupported"]
MODELS = ("dnn", "regression", "tree", "forest", "binary", "n-ary")
ALWAYS = (Membership, Label)
TELLS: Mapping[Told, tuple[type[Query[Any]], ...]] = {"confidence": (Value,), "leaf id": (Leaf,), "unsupported": ()}


class NotOffered(BadArgument):
    """A model that the service does not serve, or a question that it does not answer."""


@dataclass(frozen=True)
class Price:
    """Dollars as Table 1 prints them, for `unit`: a query, or an hour of a node, or where the table names no unit, ''."""

    dollars: Fraction
    unit: Literal["query", "node hour", ""]


@dataclass(frozen=True)
class Profile:
    """A column of Table 1: what is told of each sort of model, and the prices of batches and of single queries online."""

    name: str
    told: Mapping[str, Told]
    batch: Price
    online: Price

    def price_of_a_query(self, per_node_hour: int | None = None) -> Fraction:
        """What one query online costs, exactly.

        >>> PROFILES["amazon"].price_of_a_query(), PROFILES["google"].price_of_a_query(per_node_hour=3600)
        (Fraction(1, 10000), Fraction(7, 450000))

        Raises `BadArgument` where a node hour is charged and nobody says how many queries a node answers in one.
        """
        if self.online.unit == "query":
            return self.online.dollars
        if per_node_hour is None or isinstance(per_node_hour, bool) or per_node_hour < 1:
            raise BadArgument(
                f"{self.name} charges {float(self.online.dollars):g} $ a node hour: say how many queries a node answers in one"
                f" (per_node_hour, 1 or more, got {per_node_hour}), or give the price of a query (--cost)"
            )
        return self.online.dollars / per_node_hour

    def allows(self, model: str, kind: type[Query[Any]]) -> None:
        """`NotOffered`, with the reason, unless a service of such models answers this kind of query."""
        told = self.told.get(model)
        if told is None:
            raise unknown("sort of model", model, MODELS)
        if told == "unsupported":
            raise NotOffered(f"{self.name} does not serve models of the sort '{model}' (Table 1: unsupported)")
        if not issubclass(kind, (*ALWAYS, *TELLS[told])):
            answers = " and ".join(("label", *(k.kind for k in TELLS[told])))
            raise NotOffered(f"{self.name} answers {answers} queries about '{model}' models, not {kind.kind} queries")


def _profile(name: str, dnn: Told, trees: Told, batch: Price, online: Price) -> Profile:
    told: dict[str, Told] = dict.fromkeys(MODELS, "confidence")
    return Profile(name, {**told, "dnn": dnn, "tree": trees, "forest": trees}, batch, online)


def _dollars(text: str, unit: Literal["query", "node hour", ""]) -> Price:
    return Price(Fraction(text), unit)


PROFILES: Mapping[str, Profile] = {
    "google": _profile("google", "confidence", "leaf id", _dollars("0.093", "node hour"), _dollars("0.056", "node hour")),
    "amazon": _profile("amazon", "unsupported", "unsupported", _dollars("0.1", ""), _dollars("0.0001", "query")),
    "microsoft": _profile("microsoft", "confidence", "leaf id", _dollars("0.5", ""), _dollars("0.0005", "query")),
}


def profile(name: str) -> Profile:
    """The profile of a service; `UnknownName` suggests others."""
    if name not in PROFILES:
        raise unknown("service", name, PROFILES)
    return PROFILES[name]


class Service:
    """A teacher behind a service: it hears only what the service answers, and each row is charged for.

    `asked` counts rows, `dollars` what they cost, exactly.  `price` is that of a query, by default the service's own online.

    >>> import numpy as np
    >>> from qlearn import find, run, teachers
    >>> server = Service(teachers.Function(lambda X: X @ [4, -2, 1] >= 0), "amazon", "binary")
    >>> found = run(find("linear.pivot_ratio")(d=3, eps="1/10"), server)
    >>> server.asked, server.dollars
    (11, Fraction(11, 10000))

    Raises `NotOffered` for a model that the service does not serve, and at a query that it does not answer; then nothing is
    charged, and the teacher does not hear it.
    """

    def __init__(
        self, teacher: Teacher, service: str | Profile, model: str, *, price: Any = None, per_node_hour: int | None = None
    ) -> None:
        self.profile = service if isinstance(service, Profile) else profile(service)
        self.model = model
        self.profile.allows(model, Membership)
        self.price = self.profile.price_of_a_query(per_node_hour) if price is None else exactly(price, "price")
        if self.price < 0:
            raise BadArgument(f"the price of a query is 0 or above, got {price}")
        self.teacher = teacher
        self.asked = 0

    @property
    def dollars(self) -> Fraction:
        return self.price * self.asked

    def answer(self, query: Query[Any]) -> Any:
        self.profile.allows(self.model, type(query))
        answer = self.teacher.answer(query)
        self.asked += heard(query)
        return answer


def sort_of(model: Any) -> str:
    """Which row of Table 1 a model of scikit-learn's is in: the last step of a pipeline decides.

    >>> from sklearn.linear_model import LogisticRegression, Ridge
    >>> sort_of(LogisticRegression().fit([[0.0], [1.0], [2.0]], [0, 1, 2])), sort_of(Ridge())
    ('n-ary', 'regression')
    """
    last = model[-1] if hasattr(model, "steps") else model
    name = type(last).__name__
    for part, sort in (("Forest", "forest"), ("ExtraTrees", "forest"), ("Tree", "tree"), ("MLP", "dnn")):
        if part in name:
            return sort
    if not hasattr(last, "classes_") and hasattr(last, "predict"):
        return "regression"
    return "n-ary" if len(getattr(last, "classes_", ())) > 2 else "binary"
