"""Faults planted on purpose, to see that the checks of this project notice them.

`speech` changes what a learner of the catalogue says or hears, in seventeen ways, and holds it against
`check_learner`.  `source` changes the text of the package, one operator at a time, and runs what should notice.  A fault that
nothing notices is either a hole in the checks or no fault; `excused` argues the second, one by one.
"""
