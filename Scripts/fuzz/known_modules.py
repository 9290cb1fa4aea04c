"""Differences of modules from torch that are decided; see known.py."""


def all_parts(parts):
    return [part for outer in parts for part in (outer, *all_parts(outer["children"]))]


def own_settings(program):
    """What groups set, at first and before later steps."""
    return program["groups"] + [step["changes"] for step in program["steps"]]


def cycles_share_an_optimizer(program, divergence):
    """torch keeps the rates of a OneCycleLR in the groups, where the next one overwrites them."""
    cycles = [part for part in all_parts(program["schedulers"]) if part["form"] == "OneCycleLR"]
    return len(cycles) > 1 and divergence[0] == "number" and divergence[1].startswith(("lr", "beta1", "momentum"))


def group_of_its_own_start(program, divergence):
    """torch's Adagrad starts every group from its constructor's accumulator value, not from the group's."""
    sets = any("initial_accumulator_value" in settings for settings in own_settings(program))
    return program["optimizer"]["form"] == "Adagrad" and sets and divergence[0] in ("value", "number")


def nesterov_by_group(program, divergence):
    """torch checks the constructor's settings alone; Kagami those that each group ends up with."""
    sets = any(key in settings for settings in own_settings(program) for key in ("momentum", "dampening", "nesterov"))
    cycles = any(part["form"] == "OneCycleLR" for part in all_parts(program["schedulers"]))
    return divergence[0] in ("stops", "runs") and "Nesterov" in divergence[1] and (sets or cycles)


def counts_are_averaged(program, divergence):
    """torch averages counts of batches, too, and cuts what is left to a whole number: they never grow."""
    return divergence[1].startswith("average") and "num_batches_tracked: value" in divergence[1]


def nothing_to_clip(program, divergence):
    """torch's clip_grad_value_ raises where no parameter has a gradient; clip_grad_norm_ does not."""
    return divergence[0] == "runs" and "nested_tensorlist" in divergence[1]


def a_rate_below_zero(program, divergence):
    """Schedulers together, or a cycle with a phase shorter than a step, may cross 0: torch climbs, Kagami stops."""
    return divergence[0] == "rate below 0"


def dropout_after_a_transposed_input(program, divergence):
    """Masks are drawn in the order of memory; results of torch's functions lie as inputs do, Kagami's by rows."""
    drops = any(part["form"] == "Dropout" for part in all_parts(program["stack"]))
    return divergence[0] == "value" and drops and any(step["transposed"] for step in program["steps"])


def labels_of_a_transposed_input(program, divergence):
    """torch's backward of NLLLoss for images refuses inputs that do not lie by rows."""
    return divergence[0] == "runs" and "grad_input must be contiguous" in divergence[1]


def norm_of_nothing(program, divergence):
    """torch's clip_grad_norm_ knows no largest element of an empty gradient; Kagami's norm of one is 0."""
    return divergence[0] == "runs" and "cannot compute the infinity norm on an empty tensor" in divergence[1]


def no_classes(program, divergence):
    """The mean over positions without classes is 0; torch divides 0 by 0, and refuses labels of images."""
    if divergence[0] == "runs" and "size mismatch (got input" in divergence[1]:
        return 0 in program["input"]["shape"]
    return program["loss"]["form"] == "CrossEntropyLoss of probabilities" and 0 in program["input"]["shape"] and (
        "torch np.float64(nan)" in divergence[1] or "torch np.float32(nan)" in divergence[1])


def momentum_comes_later(program, divergence):
    """torch's RMSprop raises where momentum is turned on after the first step; Kagami starts from zeros."""
    return divergence[0] == "runs" and "KeyError: 'momentum_buffer'" in divergence[1]


# Name, predicate of the program and the divergence.
KNOWN = [
    ("several cycles share an optimizer", cycles_share_an_optimizer),
    ("a group of Adagrad starts from its own value", group_of_its_own_start),
    ("counts are averaged", counts_are_averaged),
    ("there is no gradient to clip", nothing_to_clip),
    ("a rate is below 0", a_rate_below_zero),
    ("dropout after a transposed input", dropout_after_a_transposed_input),
    ("labels of a transposed input", labels_of_a_transposed_input),
    ("there are no classes", no_classes),
    ("momentum comes later", momentum_comes_later),
    ("the norm of an empty gradient", norm_of_nothing),
    ("Nesterov is checked for each group", nesterov_by_group),
]
