"""From one run to ten thousand: learners x sizes x teachers x noise x seeds, each run one row of a store."""

from .plan import Grid, Sweep
from .store import Store
from .sweep import sweep

__all__ = ["Grid", "Store", "Sweep", "sweep"]
