"""What a client was told, in rows, against what it may be told."""

from __future__ import annotations

from fractions import Fraction

from ..errors import BadArgument
from .refusals import Refusal


class Account:
    """Rows billed to one client, those of requests in flight, and its budget of rows; `price` is that of one row.

    A request reserves its rows before the model hears of it, or is refused whole.  It is billed when it is answered, and what
    it reserved is free again when it fails.  Nothing waits between the look at the budget and the reserving, and all of it
    happens in one thread, the event loop's: so no number of requests at a time exceeds a budget by one row.

    >>> account = Account("ann", budget=10)
    >>> account.reserve(7)
    >>> account.reserve(4)
    Traceback (most recent call last):
    qlearn.serving.refusals.Refusal: 4 rows are more than the 3 that are left of a budget of 10
    >>> account.settle(7)
    >>> account.report()["left"]
    3
    """

    def __init__(self, client: str, budget: int | None = None, price: Fraction | None = None) -> None:
        if budget is not None and budget < 0:
            raise BadArgument(f"a budget is a number of rows, 0 or more, got {budget}")
        if price is not None and price < 0:
            raise BadArgument(f"the price of a row is 0 or more, got {price}")
        self.client, self.budget, self.price = client, budget, price
        self.requests = self.rows = self.repeats = self.reserved = 0

    @property
    def left(self) -> int | None:
        return None if self.budget is None else self.budget - self.rows - self.reserved

    def reserve(self, rows: int) -> None:
        """Raises `Refusal` 402 where the budget does not hold all of them."""
        if self.left is not None and rows > self.left:
            raise Refusal(402, f"{rows} rows are more than the {self.left} that are left of a budget of {self.budget}")
        self.reserved += rows

    def settle(self, rows: int) -> None:
        """What was reserved is billed."""
        self.reserved -= rows
        self.rows += rows
        self.requests += 1

    def refund(self, rows: int) -> None:
        """What was reserved is free again."""
        self.reserved -= rows

    def report(self) -> dict[str, object]:
        return {
            "client": self.client, "requests": self.requests, "rows": self.rows, "repeats": self.repeats,
            "budget": self.budget, "left": self.left,
            "price": None if self.price is None else float(self.price),
            "spent": None if self.price is None else float(self.price * self.rows),
        }  # fmt: skip
