"""Differences from torch that are decided. One entry for each, with its reason; README.md explains them.

An entry looks at one divergence of a shrunk program and says whether it is the one meant; an entry that
would hide anything else is too broad.
"""


def lacks_shape_promise(program, divergence):
    return False


# name, predicate(program, divergence)
KNOWN = []
