"""Smaller programs that train a module, the most different first."""

import copy


def changed(program, **values):
    return {**copy.deepcopy(program), **values}


def candidates(program):
    for steps in ([program["steps"][0]], program["steps"][:-1], program["steps"][1:]):
        if 0 < len(steps) < len(program["steps"]):
            yield changed(program, steps=copy.deepcopy(steps))
    for key, value in (("schedulers", []), ("clip", None), ("average", None), ("freezes", False),
                       ("inputGradient", False), ("penalty", False), ("evaluates", False),
                       ("groups", program["groups"][:1])):
        if program[key] != value:
            yield changed(program, **{key: value})
    for stack in stacks(program["stack"]):
        yield changed(program, stack=stack)
    for index in range(len(program["schedulers"])):
        if len(program["schedulers"]) > 1:
            yield changed(program, schedulers=without(program["schedulers"], index))
    for index, group in enumerate(program["groups"]):
        for name in group:
            smaller = changed(program)
            del smaller["groups"][index][name]
            yield smaller
    plain = {"training": True, "transposed": False, "zeroing": "none", "ticks": 1, "reloads": False,
             "changes": {}, "frozen": None}
    for index, step in enumerate(program["steps"]):
        for key, value in plain.items():
            if step[key] != value:
                smaller = changed(program)
                smaller["steps"][index][key] = value
                yield smaller
    yield from plainer(program)
    shape = program["input"]["shape"]
    for axis, extent in enumerate(shape):
        for smaller in [shape[:axis] + shape[axis + 1:]] + [
                [*shape[:axis], e, *shape[axis + 1:]] for e in {1, 2, extent - 1} if 0 < e < extent]:
            if smaller:
                yield changed(program, input={**program["input"], "shape": smaller})
    if program["loss"]["form"] != "MSELoss":
        yield changed(program, loss={"form": "MSELoss", "seed": 0, "children": [], "wishes": {"reduction": ["mean"]}})
    if program["dtype"] != "float64":
        yield changed(program, dtype="float64", input={**program["input"], "dtype": "float64"})


def without(items, index):
    return copy.deepcopy(items[:index] + items[index + 1:])


def stacks(stack):
    """Stacks with one layer less, or with a container's children in its place."""
    for index, part in enumerate(stack):
        yield without(stack, index)
        if part["children"]:
            yield copy.deepcopy(stack[:index] + part["children"] + stack[index + 1:])
        for smaller in stacks(part["children"]):
            yield copy.deepcopy(stack[:index]) + [{**part, "children": smaller}] + copy.deepcopy(stack[index + 1:])


def plainer(program):
    """Programs in which one setting of the optimizer or loss is off."""
    for place in ("optimizer", "loss"):
        for name, wish in program[place]["wishes"].items():
            for value in (["False"], ["0.0"], None):
                same_kind = wish and isinstance(wish, list) and (wish[0] in ("True", "False")) == (value == ["False"])
                if wish == value or (value is None) == isinstance(wish, list) or (value and not same_kind):
                    continue
                if name in ("lr", "eps", "reduction", "alpha"):
                    continue
                smaller = changed(program)
                smaller[place]["wishes"][name] = value
                yield smaller
