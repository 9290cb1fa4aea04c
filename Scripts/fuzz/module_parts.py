"""Modules, losses, optimizers and schedulers of torch from the table's expressions."""

import contextlib

import torch
from torch import nn
from torch.nn.utils.parametrizations import spectral_norm
from torch.optim import lr_scheduler

INTEGERS = {"features", "channels", "divisor", "axis", "count", "small", "class", "ignored", "optionalRow", "side"}
LISTS = {"trailing", "factors", "milestones", "pair", "padding"}
FLAGS = {"flag"}
WEIGHTS = {"lastWeights", "classWeights"}
WORDS = {"reduction"}


class Parallel(nn.Module):
    """The sum of what its children make of one input."""

    def __init__(self, *branches):
        super().__init__()
        self.branches = nn.ModuleList(branches)

    def forward(self, x):
        return sum((branch(x) for branch in list(self.branches)[1:]), self.branches[0](x))


class Chain(nn.Module):
    """Its children one after the other, by name."""

    def __init__(self, *links):
        super().__init__()
        self.links = nn.ModuleDict({f"link{index}": link for index, link in enumerate(links)})

    def forward(self, x):
        for link in self.links.values():
            x = link(x)
        return x


class Again(nn.Module):
    """Its first child twice, the second time under another name too."""

    def __init__(self, first, *_):
        super().__init__()
        self.first = self.second = first

    def forward(self, x):
        return self.second(self.first(x))


class Twice(nn.Module):
    """A layer of two inputs, given one input and its tanh."""

    def __init__(self, layer):
        super().__init__()
        self.layer = layer

    def forward(self, x):
        return self.layer(x, x.tanh())


class First(nn.Module):
    """The first of a layer's results."""

    def __init__(self, layer):
        super().__init__()
        self.layer = layer

    def forward(self, x):
        return self.layer(x)[0]


class Exactly(nn.Module):
    """A function in place of a layer of torch's whose slopes are of single precision, or have none of their own."""

    def __init__(self, function):
        super().__init__()
        self.function = function

    def forward(self, x):
        return self.function(x)


OWN = {made.__name__: made for made in (Parallel, Chain, Again, Twice, First, Exactly)}


def value_of(kind, texts):
    """A parameter as Python has it, from its texts; None where there is none."""
    if texts is None:
        return None
    if kind in INTEGERS:
        return int(texts[0])
    if kind in LISTS:
        return [int(text) for text in texts]
    if kind in FLAGS:
        return texts[0] == "True"
    if kind in WORDS:
        return texts[0]
    if kind in WEIGHTS:
        return [float(text) for text in texts]
    return float(texts[0])


class Parts:
    """The table's expressions, compiled."""

    def __init__(self, rows):
        self.rows = {row["name"]: row for row in rows}
        self.codes = {row["name"]: compile(row["torch"], row["name"], "eval") for row in rows}

    def of(self, *roles):
        return [row for row in self.rows.values() if row["role"] in roles]

    def make(self, part, dtype=torch.float64, **names):
        """What a part describes; a layer of `dtype`."""
        row = self.rows[part["form"]]
        for parameter in parameters_of(row):
            names[parameter["name"]] = value_of(parameter["kind"], part["arguments"].get(parameter["name"]))
        made = eval(self.codes[part["form"]], {
            "torch": torch, "nn": nn, "schedulers": lr_scheduler, "spectral_norm": spectral_norm,
            **OWN,
            "weights": lambda numbers: None if numbers is None else torch.tensor(numbers, dtype=dtype),
            **names})
        return made

    def module(self, part, dtype):
        """A layer or container with the state that its seed gives."""
        if self.rows[part["form"]]["role"] == "container":
            return self.make(part, children=[self.module(child, dtype) for child in part["children"]])
        with seeded(part["seed"]):
            module = self.make(part).to(dtype)
            randomize(module)
        return module

    def scheduler(self, part, optimizer):
        children = [self.scheduler(child, optimizer) for child in part.get("children") or []]
        return self.make(part, optimizer=optimizer, children=children)


def parameters_of(row):
    """The row's parameters; every loss has a reduction."""
    more = [{"name": "reduction", "kind": "reduction"}] if row["role"] == "loss" else []
    return row["parameters"] + more


@contextlib.contextmanager
def seeded(seed):
    state = torch.get_rng_state()
    torch.manual_seed(seed)
    try:
        yield
    finally:
        torch.set_rng_state(state)


def randomize(module):
    """Moves what a fresh layer has as ones and zeros to where mistakes show."""
    with torch.no_grad():
        for parameter in module.parameters():
            parameter += 0.2 * torch.randn_like(parameter)
        for name, buffer in module.named_buffers():
            if name.endswith("running_mean"):
                buffer += 0.3 * torch.randn_like(buffer)
            elif name.endswith("running_var"):
                buffer += torch.rand_like(buffer)
            elif name.endswith("num_batches_tracked"):
                buffer += torch.randint(0, 4, ())


def settings_of(values):
    """Settings of a group or optimizer as torch names them."""
    values = dict(values)
    if "beta1" in values or "beta2" in values:
        values["betas"] = (values.pop("beta1"), values.pop("beta2"))
    return values
