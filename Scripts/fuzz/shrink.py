"""Makes a failing program as small as it can be while it still fails in the same way."""

import copy


def candidates(program):
    """Smaller programs, the most different first."""
    steps = program["steps"]
    for index in reversed(range(len(steps))):
        smaller = without_step(program, index)
        if smaller:
            yield smaller
    if program["end"]:
        yield {**copy.deepcopy(program), "end": None}
        for change in ({"mode": "backward"}, {"mode": "grad"}, {"seed": "contiguous"}):
            if any(program["end"][key] != value for key, value in change.items()):
                smaller = copy.deepcopy(program)
                smaller["end"].update(change)
                yield smaller
    for index, step in enumerate(steps):
        if step["noGrad"]:
            smaller = copy.deepcopy(program)
            smaller["steps"][index]["noGrad"] = False
            yield smaller
    for index, leaf in enumerate(program["leaves"]):
        for change in leaf_changes(leaf):
            smaller = copy.deepcopy(program)
            smaller["leaves"][index].update(change)
            yield smaller


def leaf_changes(leaf):
    if leaf["layout"]:
        yield {"layout": []}
    if leaf["requiresGrad"]:
        yield {"requiresGrad": False}
    if leaf["style"] in ("special", "wide", "ties"):
        yield {"style": "normal"}
    shape = leaf["shape"]
    for axis, extent in enumerate(shape):
        if not leaf["layout"]:
            yield {"shape": shape[:axis] + shape[axis + 1:]}
        for smaller in {1, extent // 2, extent - 1}:
            if 0 < smaller < extent:
                yield {"shape": [*shape[:axis], smaller, *shape[axis + 1:]]}


def without_step(program, index):
    """The program without a step, whose readers read its first input instead; None where it has none."""
    step = program["steps"][index]
    heir = step["inputs"][0] if step["inputs"] else None

    def rename(name):
        kind, number = name.split()
        if kind != "step" or int(number) < index:
            return name
        return heir if int(number) == index else f"step {int(number) - 1}"

    smaller = copy.deepcopy(program)
    del smaller["steps"][index]
    end = smaller["end"]
    for later in smaller["steps"]:
        later["inputs"] = [rename(name) for name in later["inputs"]]
        if None in later["inputs"]:
            return None
    if end:
        end.update(root=rename(end["root"]), other=rename(end["other"]))
        if None in (end["root"], end["other"]) or not end["root"].startswith("step"):
            smaller["end"] = None
    return without_unused_leaves(smaller)


def without_unused_leaves(program):
    """The program without leaves that no step reads."""
    used = {name for step in program["steps"] for name in step["inputs"]}
    if program["end"]:
        used |= {program["end"]["root"], program["end"]["other"]}
    kept = [i for i in range(len(program["leaves"])) if f"leaf {i}" in used]
    names = {f"leaf {old}": f"leaf {new}" for new, old in enumerate(kept)}
    program["leaves"] = [program["leaves"][i] for i in kept]
    for step in program["steps"]:
        step["inputs"] = [names.get(name, name) for name in step["inputs"]]
    if program["end"]:
        for key in ("root", "other"):
            program["end"][key] = names.get(program["end"][key], program["end"][key])
    return program


def shrink(program, fails, candidates=candidates, budget=300):
    """The smallest program found for which `fails` holds, of those that `candidates` gives."""
    found = True
    while found and budget > 0:
        found = False
        for smaller in candidates(program):
            budget -= 1
            if budget <= 0:
                break
            if fails(smaller):
                program, found = smaller, True
                break
    return program
