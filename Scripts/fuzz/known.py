"""Differences from torch that are decided. One entry for each, with its reason in README.md.

An entry looks at one divergence of a shrunk program and says whether it is the one meant; an entry that
would hide anything else is too broad.
"""


def view_of_a_leaf(program, divergence):
    """torch refuses to write into a view of a leaf; Kagami's assignment gives a new value."""
    return divergence[0] == "runs" and "a view of a leaf Variable" in divergence[1]


# Name, predicate of the program and the divergence.
KNOWN = [("a view of a leaf is written", view_of_a_leaf)]

# The same for programs of modules.
KNOWN_MODULES = []
