"""Serving a model: the Open Inference Protocol v2, with a defence, accounts, budgets, rates, keys and an audit log."""

from .application import app, routed
from .audit import Audit
from .keys import Keys, read_keys
from .limits import Limits
from .model import Served, served
from .running import address, listening, running, serve
from .service import Service

__all__ = [
    "Audit", "Keys", "Limits", "Served", "Service", "address", "app", "listening", "read_keys", "routed", "running", "serve",
    "served",
]  # fmt: skip
