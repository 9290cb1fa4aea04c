"""Differences from torch that are decided. One entry for each, with its reason in README.md.

An entry looks at one divergence of a shrunk program and says whether it is the one meant; an entry that
would hide anything else is too broad.
"""

import re


def runs(*patterns, forms=None):
    """Kagami computes what torch refuses with a message that matches, in a program ending with a form."""

    def applies(program, divergence):
        last = program["steps"][-1]["form"] if program["steps"] else ""
        return (divergence[0] == "runs" and any(re.search(p, divergence[1]) for p in patterns)
                and (forms is None or last in forms))

    return applies


def stops(pattern, forms):
    """Kagami refuses with a message that matches what torch computes, in a program ending with a form."""

    def applies(program, divergence):
        return (divergence[0].startswith("stops") and re.search(pattern, divergence[1]) is not None
                and any(step["form"] in forms for step in program["steps"]))

    return applies


def structural_zeros(program, divergence):
    """Nothing but zeros is missing or there, in a gradient of gradients."""
    return divergence[0] in ("missing zeros", "extra zeros") and program["end"]["mode"] == "second"


def overflowing_variance(program, divergence):
    """The square of a large float32 overflows on both sides, which then go different ways."""
    return (divergence[0] in ("value", "gradient") and "torch np.float32(nan)" in divergence[1]
            and any(step["form"] == "standardize" for step in program["steps"])
            and any(leaf["style"] == "special" for leaf in program["leaves"]))


def variance_of_one(program, divergence):
    """The variance of one element is NaN, and its slope in torch a constant NaN that has none of its own."""
    return (divergence[0] == "gradient" and "float64(nan), torch" in divergence[1].replace("float32", "float64")
            and program["end"]["mode"] == "second"
            and any(step["form"] in ("var", "std") for step in program["steps"]))


def saturated_tanh(program, divergence):
    """A slope 1 - y² of float32 where y is a few roundings from 1."""
    numbers = [abs(float(n)) for n in re.findall(r"np\.float32\(([-+.\de]+)\)", divergence[1])]
    return (divergence[0] == "gradient" and len(numbers) == 2 and max(numbers) < 1e-2
            and any(step["form"] == "tanh" for step in program["steps"]))


def unchanged_leaf(program, divergence):
    """An operation that changed nothing gave the leaf itself, which is then changed in place."""
    return (divergence[0].startswith("stops") and "a leaf of" in divergence[1]
            and "is changed in place" in divergence[1] and any(step["form"] in (
                "squeeze", "expand", "transpose", "reshape", "flatten", "to") for step in program["steps"]))


def undifferentiated(program, divergence):
    """A result that torch marks as recorded, and refuses to lead a gradient through."""
    return (divergence[0] == "requiresGrad" and "torch True" in divergence[1]
            and any(step["form"] in ("floorDivide", "unique") for step in program["steps"]))


def running_product(program, divergence):
    """A product up to a zero and something infinite or NaN: torch divides by elements, and Kagami does not."""
    return (divergence[0] == "gradient" and "nan" in divergence[1]
            and any(step["form"] == "cumProd" for step in program["steps"]))


def below_the_diagonal(program, divergence):
    """A gradient that is NaN below the diagonal of a triangular factor, which torch multiplies by and Kagami leaves out."""
    return (divergence[0] == "gradient" and re.search(r"torch np\.float\d+\(nan\)", divergence[1]) is not None
            and any(step["form"] in ("magnitudes of R", "cholesky") for step in program["steps"]))


CONVOLUTIONS = {"conv2d", "conv2d of equal extents", "conv1d", "convTranspose2d", "convTranspose1d"}


def infinite_weight(program, divergence):
    """A weight that is infinite or NaN beside the image: zero times it is NaN where the padding is written out."""
    return (divergence[0] in ("value", "gradient") and divergence[1].count("(nan)") == 1
            and any(step["form"] in CONVOLUTIONS for step in program["steps"])
            and any(leaf["style"] == "special" for leaf in program["leaves"]))


def sign_of_nan(program, divergence):
    """The sign of what a function without a value gives."""
    forms = [step["form"] for step in program["steps"]]
    return divergence[0] == "value" and forms[-1] in ("signBit", "copySign") and (
        len(forms) > 1 or any(leaf["style"] == "special" for leaf in program["leaves"]))


def truth_of_bytes(program, divergence):
    """Whether all or any bytes are not 0: in torch a byte."""
    return (divergence[0] == "dtype" and "dtype bool, torch uint8" in divergence[1]
            and program["steps"][-1]["form"] in ("all", "any"))


def between_infinities(program, divergence):
    """The point between two equal infinities, which is NaN in torch."""
    return (divergence[0] == "value" and "inf), torch" in divergence[1] and "(nan)" in divergence[1]
            and program["steps"][-1]["form"] == "quantile")


# Name, predicate of the program and the divergence.
KNOWN = [
    ("a view of a leaf is written", runs("a view of a leaf Variable")),
    ("the mean of integers", runs(r"mean\(\): could not infer output dtype")),
    ("argmax of truth values", runs(r"arg(max|min)\(\): does not support bool input",
                                    "\"median_out\" not implemented for 'Bool'")),
    ("lengths of integers", runs('"hypot_cpu" not implemented', forms={"hypot"})),
    ("numbers are rolled", runs("Dimension specified as .* but tensor has no dimensions", forms={"roll"})),
    ("what torch says it could differentiate", undifferentiated),
    ("a running product behind a zero", running_product),
    ("below the diagonal of a triangle", below_the_diagonal),
    ("a variance that overflows", overflowing_variance),
    ("the second slope of a variance of one", variance_of_one),
    ("powers of truth values", runs("Subtraction, the `-` operator", forms={"power"})),
    ("the slope of a saturated tanh", saturated_tanh),
    ("an unchanged leaf is written", unchanged_leaf),
    ("products of two types", runs("expected both vectors to have same dtype", "have the same dtype",
                                   "Found dtype", forms={"matmul", "binaryCrossEntropy"})),
    ("leakyReLU of integers", runs('"leaky_relu_cpu" not implemented', forms={"leakyReLU"})),
    ("a NaN as probability", runs("all elements of (input|target) should be between 0 and 1",
                                  forms={"binaryCrossEntropy"})),
    ("one row and a bias", runs("addmm: mat2 must be a matrix", forms={"linear"})),
    ("products of truth values", stops(r"^(linear|matmul): truth values of", {"linear", "linear without bias", "matmul"})),
    ("powers of truth values", stops("^power: truth values of", {"power by one number"})),
    ("a dilation of none", stops("^conv2d: a dilation cannot be", {"conv2d", "conv2d of equal extents"})),
    ("a weight that is infinite", infinite_weight),
    ("the sign of a NaN", sign_of_nan),
    ("whether all bytes are not 0", truth_of_bytes),
    ("between equal infinities", between_infinities),
    ("no gradient instead of zeros", structural_zeros),
]
