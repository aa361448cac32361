"""Which quantities bound which: the inequalities that a witness may refer to."""

from __future__ import annotations

# (smaller, larger), by theorems: teaching sets specify, a game with more queries allowed is no longer, and so on.
BELOW = {
    ("vc", "littlestone"),
    ("vc", "star"),
    ("littlestone", "membership"),
    ("littlestone", "equivalence_improper"),
    ("equivalence_improper", "littlestone"),
    ("equivalence_improper", "equivalence_proper"),
    ("equivalence_improper", "membership"),
    ("littlestone", "equivalence_proper"),
    ("both_improper", "equivalence_improper"),
    ("both_improper", "littlestone"),
    ("both_improper", "membership"),
    ("both_improper", "both"),
    ("both", "membership"),
    ("both", "equivalence_proper"),
    ("teaching_min", "teaching_average"),
    ("teaching_min", "teaching_recursive"),
    ("teaching_min", "teaching"),
    ("teaching_average", "teaching"),
    ("teaching_recursive", "teaching"),
    ("teaching", "extended_teaching"),
    ("teaching", "membership"),
    ("teaching", "star"),
    ("extended_teaching", "membership"),
    ("average_membership", "membership"),
}
