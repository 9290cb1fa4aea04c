"""Values and gradients of operations: Tests/KagamiTests/Goldens/operations.json."""
import torch

from common import write

MATRIX = [[0.5, -1.25, 2.0], [0.0, 3.5, -0.75]]
POSITIVE = [[0.5, 1.25, 2.0], [0.1, 3.5, 0.75]]
ROW = [1.5, -2.0, 0.25]
TIES = [[0.5, -1.25, 2.0], [2.0, 3.5, -0.75]]
UNIT = [[0.5, -0.25, 0.9], [0.0, -0.5, -0.875]]
ABOVE = [[1.5, 1.25, 2.0], [1.0, 3.5, 100.0]]
EDGES = [0.0, -0.0, 1.0, -1.0, float("inf"), float("-inf"), float("nan"), 100.0, -100.0]

SINGLE = {
    "exp": torch.exp, "log": torch.log, "log1p": torch.log1p, "sqrt": torch.sqrt, "abs": torch.abs,
    "tanh": torch.tanh, "sigmoid": torch.sigmoid, "relu": torch.relu,
    "softplus": torch.nn.functional.softplus,
    "leakyReLU": lambda x: torch.nn.functional.leaky_relu(x, 0.2),
    "elu": lambda x: torch.nn.functional.elu(x, 0.75), "selu": torch.nn.functional.selu,
    "clamp": lambda x: x.clamp(-1, 1), "negate": torch.neg, "sign": torch.sign,
    "cube": lambda x: x.pow(3), "root": lambda x: x.pow(0.5), "inverse": lambda x: x.pow(-1),
    "sum": lambda x: x.sum(), "sum0": lambda x: x.sum(0), "mean1": lambda x: x.mean(1, keepdim=True)
    if x.dim() > 1 else x.mean(0, keepdim=True),
    # Of x.prod() the gradient is 0 at two zeros, even beside NaN.
    "prod": lambda x: x.flatten().prod(0), "prod0": lambda x: x.prod(0),
    "amax": lambda x: x.amax(), "amin0": lambda x: x.amin(0),
    **{name: getattr(torch, name) for name in [
        "tan", "asin", "acos", "atan", "sinh", "cosh", "asinh", "acosh", "atanh", "log2", "log10", "exp2",
        "rsqrt", "reciprocal", "square", "floor", "ceil", "trunc", "round"]},
    "cumSum": lambda x: x.cumsum(-1), "cumProd": lambda x: x.cumprod(-1),
    "sort": lambda x: x.sort(dim=-1, stable=True).values, "topK": lambda x: x.topk(2, -1).values,
    "sortDown": lambda x: x.sort(dim=-1, descending=True, stable=True).values, "diff": lambda x: x.diff(),
    "round1": lambda x: x.round(decimals=1), "round-1": lambda x: x.round(decimals=-1),
}
DOMAINS = {"asin": UNIT, "acos": UNIT, "atanh": UNIT, "acosh": ABOVE}

DOUBLE = {
    "add": torch.add, "subtract": torch.sub, "multiply": torch.mul, "divide": torch.div,
    "maximum": torch.maximum, "minimum": torch.minimum,
    "where": lambda a, b: torch.where(a > 0.25, a, b),
    "matmul": lambda a, b: a @ b.reshape(3, 1),
    "remainder": torch.remainder, "fmod": torch.fmod, "atan2": torch.atan2, "hypot": torch.hypot,
    "logAddExp": torch.logaddexp, "copySign": torch.copysign,
}
# At all pairs of special numbers too.
PAIRED = ["remainder", "fmod", "atan2", "hypot", "logAddExp", "copySign"]


def case(name, function, inputs, dtype):
    leaves = [torch.tensor(x, dtype=dtype, requires_grad=True) for x in inputs]
    output = function(*leaves)
    weights = torch.arange(output.numel(), dtype=dtype).reshape(output.shape) * 0.25 + 0.5
    (output * weights).sum().backward()
    return {
        "name": name, "dtype": str(dtype).split(".")[1], "shapes": [list(x.shape) for x in leaves],
        "inputs": [x.detach().flatten() for x in leaves],
        "shape": list(output.shape), "output": output.detach().flatten(),
        "gradients": [x.grad.flatten() for x in leaves],
    }


def main():
    cases = []
    for dtype in [torch.float32, torch.float64]:
        for name, function in SINGLE.items():
            for inputs in [MATRIX, DOMAINS.get(name, POSITIVE), EDGES]:
                # Behind a zero torch has 0 for the gradient of a running product, NaN or not.
                if name == "cumProd" and inputs is EDGES:
                    continue
                cases.append(case(name, function, [inputs], dtype))
        for name, function in DOUBLE.items():
            for other in [ROW, TIES] if name != "matmul" else [ROW]:
                cases.append(case(name, function, [MATRIX, other], dtype))
            if name in PAIRED:
                cases.append(case(name, function, [[[x] for x in EDGES], EDGES], dtype))
    write("KagamiTests", "operations", {"cases": cases})
