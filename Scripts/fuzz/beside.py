"""Runs programs of tensor operations in torch."""

import math

import torch
import torch.nn.functional as F

import draw
from records import DTYPES

torch.set_num_threads(1)

# What Kagami's shapes hold.
MAXIMUM_RANK = 8


def real(x):
    """Kagami's rule for functions of fractions: other types become float32."""
    return x if x.dtype.is_floating_point else x.to(torch.float32)


def filled(x):
    """A tensor of fractions with at least one axis."""
    return real(x) if x.dim() else real(x).unsqueeze(0)


def product(x, axes, keep):
    """torch multiplies along one axis, or over all of them."""
    positions = range(x.dim()) if axes is None else [axis % max(x.dim(), 1) for axis in axes]
    y = x if x.dtype.is_floating_point else x.to(torch.int64)
    for axis in sorted(positions, reverse=True):
        y = y.prod(axis, keepdim=keep)
    return y


def max_pool(x, size, stride, padding, dilation=(1, 1), ceil=False):
    """Values and indices; torch's gradient writes beside the image where a window lies on padding alone."""
    pooled = F.max_pool2d(x, size, stride, padding, dilation, ceil, True)
    for axis in (-2, -1):
        for position in range(pooled[0].shape[axis]):
            start = position * stride[axis] - padding[axis]
            if not any(0 <= start + tap * dilation[axis] < x.shape[axis] for tap in range(size[axis])):
                raise RuntimeError("a window lies on padding alone")
    return pooled


def scalar(text):
    if text in ("True", "False"):
        return text == "True"
    try:
        return int(text)
    except ValueError:
        return float(text)


def value_of(kind, texts):
    """A parameter as Python has it, from its texts."""
    if texts is None:
        return None
    if kind in ("axes", "permutation", "reshaping", "expansion", "shape", "stride", "stretch", "pair",
                "padding"):
        return [int(t) for t in texts]
    if kind == "flag":
        return texts[0] == "True"
    if kind == "dtype":
        return DTYPES[texts[0]]
    return scalar(texts[0])


class Torch:
    """The table's expressions, compiled."""

    def __init__(self, forms):
        self.forms = {form["name"]: form for form in forms}
        self.codes = {
            form["name"]: compile(form["torch"], form["name"], "exec" if form["isInPlace"] else "eval")
            for form in forms}

    def names(self, name, inputs, arguments):
        """What the expression of a form may use."""
        names = {"torch": torch, "F": F, "real": real, "filled": filled, "product": product,
                 "max_pool": max_pool}
        names.update(zip("abc", inputs))
        for parameter in self.forms[name]["parameters"]:
            names[parameter["name"]] = value_of(parameter["kind"], arguments.get(parameter["name"]))
        return names

    def apply(self, name, inputs, arguments):
        """The result; for a form in place the changed first input."""
        form, names = self.forms[name], self.names(name, inputs, arguments)
        if form["isInPlace"]:
            exec(self.codes[name], names)
            return names["a"]
        return eval(self.codes[name], names)

    def make_leaf(self, leaf, shake=0, is_double=False):
        """A leaf; with `shake`, its fractions are changed by about one rounding, equal ones equally."""
        data = draw.leaf_data(leaf)
        if shake and data.dtype.is_floating_point:
            size = 2e-7 if data.dtype == torch.float32 else 4e-16
            data = data * (1 + size * torch.sin(data.nan_to_num() * 1000 * shake + shake))
        if is_double and data.dtype == torch.float32:
            data = data.double()
        for step in leaf["layout"]:
            data = self.apply(step["form"], [data], step["arguments"])
        return data.detach().requires_grad_(leaf["requiresGrad"])

    def step(self, values, step):
        """Runs one step on the named values, which a form in place changes."""
        form, names = self.forms[step["form"]], step["inputs"]
        inputs = [values[name] for name in names]
        if form["isInPlace"]:
            first = inputs[0]
            if first.is_leaf and first.requires_grad:
                if step["noGrad"]:
                    # A copy, since the leaf's data may lie on one another.
                    changed = first.detach().clone()
                    result = self.apply(step["form"], [changed, *inputs[1:]], step["arguments"])
                    values[names[0]] = result.detach().requires_grad_()
                    return values[names[0]]
                return self.apply(step["form"], inputs, step["arguments"])
            # Kagami's tensors are values: what shares the memory does not change.
            inputs[0] = first.clone()
        with torch.set_grad_enabled(not step["noGrad"]):
            result = self.apply(step["form"], inputs, step["arguments"])
        if step["noGrad"] and not form["isInPlace"]:
            # Since 2.15 a view of a leaf requires a gradient even here, against no_grad's documentation;
            # and what changes nothing may be the leaf itself. Both sides go on without history.
            result = result.detach()
        if result.dim() > MAXIMUM_RANK:
            raise RuntimeError(f"a result of {result.dim()} axes, where Kagami's tensors have {MAXIMUM_RANK}")
        if form["isInPlace"]:
            values[names[0]] = result
        return result

    def run(self, program, shake=0, is_double=False):
        """All results by name until torch raises, and what it said then.

        With `is_double` the leaves of float32 are float64, and so is most of what is made of them.
        """
        results, values = {}, {}
        try:
            for index, leaf in enumerate(program["leaves"]):
                values[f"leaf {index}"] = self.make_leaf(leaf, shake, is_double)
            for index, step in enumerate(program["steps"]):
                result = self.step(values, step)
                values[f"step {index}"] = result
                results[f"step {index}"] = (result.detach().clone(), result.requires_grad)
            if program["end"]:
                self.differentiate(program["end"], values, len(program["leaves"]), results)
        except (RuntimeError, ValueError, IndexError, TypeError, OverflowError) as error:
            return results, f"{type(error).__name__}: {str(error).splitlines()[0]}"
        return results, None

    def differentiate(self, end, values, count, results):
        root = values[end["root"]]
        leaves = [values[f"leaf {index}"] for index in range(count)]
        seed = self.seed(root, end["seed"])
        if end["mode"] in ("grad", "second"):
            second = end["mode"] == "second"
            wanted = [leaf for leaf in leaves if leaf.requires_grad]
            gradients = torch.autograd.grad(root, wanted, seed, create_graph=second)
            for index, gradient in enumerate(gradients):
                results[f"grad {index}"] = (gradient.detach().clone(), None)
            if not second:
                return
            terms = [(g * g).sum().double() for g in gradients if g.requires_grad]
            if terms:
                sum(terms[1:], terms[0]).backward()
        elif end["mode"] == "twice":
            root.backward(seed, retain_graph=True)
            root.backward(seed)
        elif end["mode"] == "two roots":
            root.backward(seed, retain_graph=True)
            other = values[end["other"]]
            other.backward(self.seed(other, "contiguous"))
        else:
            root.backward(seed)
        for index, leaf in enumerate(leaves):
            if leaf.is_leaf and leaf.requires_grad and leaf.grad is not None:
                results[f"leaf {index}"] = (leaf.grad.detach().clone(), None)

    @staticmethod
    def seed(root, kind):
        def numbers(shape):
            index = torch.arange(math.prod(shape))
            return ((index * 7 % 5 + 1).to(torch.float64) / 4).to(root.dtype).reshape(list(shape))

        if kind == "transposed":
            return numbers(root.shape[::-1]).permute(tuple(reversed(range(root.dim()))))
        if kind == "expanded":
            # Laid out: torch's gradients of stacked numbers would all be the one element, and grow together.
            return torch.tensor(0.75, dtype=root.dtype).expand(root.shape).contiguous()
        return numbers(root.shape)
