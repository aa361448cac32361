"""The proofs behind the theorems, taken apart into lemmas that a machine checks.

A twin of each learner and reduction stands here under the same name.  `python -m proofs_checks` checks every lemma and its
sharpened form; what was checked goes to `qlearn/proved.json`, keyed by the theorem's own formulas.
"""
