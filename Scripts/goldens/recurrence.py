"""First parameters, values and gradients of recurrent layers and cells:
Tests/KagamiNNTests/Goldens/recurrence.json."""
import torch
from torch import nn

from common import write
from layer_values import short, spread, state

SEED = 5
PYTHON = {"numLayers": "num_layers", "batchFirst": "batch_first", "projSize": "proj_size"}


def tensor(x):
    return {"shape": list(x.shape), "values": short(x)}


def flat(results):
    """Tensors in order, out of nested tuples."""
    return [results] if torch.is_tensor(results) else [x for part in results for x in flat(part)]


def states(kind, options, shape, dtype):
    """Tensors that a state of the layer or cell may have, for inputs of a shape."""
    hidden = 3
    if kind.endswith("Cell"):
        shapes = [[*shape[:-1], hidden]] * (2 if kind == "LSTMCell" else 1)
    else:
        places = options.get("numLayers", 1) * (2 if options.get("bidirectional") else 1)
        batch = [shape[0 if options.get("batchFirst") else 1]] if len(shape) == 3 else []
        shapes = [[places, *batch, options.get("projSize") or hidden]]
        if kind == "LSTM":
            shapes.append([places, *batch, hidden])
    return [spread(*s, dtype=dtype) * (0.4 + 0.1 * i) for i, s in enumerate(shapes)]


def case(kind, options=None, shape=(3, 2, 2), is_given=False, training=True, dtype=torch.float32):
    options = options or {}
    torch.manual_seed(SEED)
    layer = getattr(nn, kind)(2, 3, dtype=dtype, **{PYTHON.get(k, k): v for k, v in options.items()})
    layer.train(training)
    initial = state(layer)
    leaves = [spread(*shape, dtype=dtype)]
    if is_given:
        leaves += states(kind, options, shape, dtype)
    inputs = [tensor(x) for x in leaves]
    leaves = [x.requires_grad_() for x in leaves]
    given = leaves[1:]
    torch.manual_seed(SEED)
    results = flat(layer(leaves[0], *([tuple(given)] if len(given) > 1 else given)))
    total = 0
    for result in results:
        weights = torch.arange(result.numel(), dtype=dtype).reshape(result.shape) * 0.25 - 1
        total = total + (result * weights).sum()
    total.backward()
    return {
        "kind": kind, "options": options, "dtype": str(dtype).split(".")[1], "training": training,
        "seed": SEED, "printed": repr(layer), "inputs": inputs,
        # Other cases draw the same again.
        "initial": initial if is_given and not training or len(leaves) == 1 and training else None,
        "results": [tensor(x) for x in results], "gradients": [short(x.grad) for x in leaves],
        "parameterGradients": [short(p.grad) for p in layer.parameters()],
    }


def main():
    cases = []
    for kind in ["RNN", "LSTM", "GRU"]:
        cases.append(case(kind))
        cases.append(case(kind, is_given=True, dtype=torch.float64))
        cases.append(case(kind, shape=(3, 2), is_given=True))
        cases.append(case(kind, {"bias": False}, shape=(4, 1, 2)))
        cases.append(case(kind, {"batchFirst": True}, shape=(2, 3, 2), is_given=True))
        cases.append(case(kind, {"bidirectional": True}, shape=(3, 2)))
        cases.append(case(kind, {"batchFirst": True}, shape=(0, 3, 2)))
        both = {"numLayers": 2, "bidirectional": True}
        cases.append(case(kind, both, is_given=True))
        everything = {**both, "numLayers": 3, "bias": False, "batchFirst": True, "dropout": 0.4}
        if kind == "LSTM":
            everything["projSize"] = 2
        for training in [True, False]:
            cases.append(case(kind, {"numLayers": 2, "dropout": 0.5}, training=training))
            cases.append(case(kind, everything, (2, 2, 2), True, training, torch.float64))
    relu = {"nonlinearity": "relu"}
    cases.append(case("RNN", relu, is_given=True))
    cases.append(case("RNN", {**relu, "numLayers": 2}, dtype=torch.float64))
    cases.append(case("LSTM", {"projSize": 2}, is_given=True))
    cases.append(case("LSTM", {"projSize": 1, "bidirectional": True}, shape=(3, 2), is_given=True))
    for kind in ["RNNCell", "LSTMCell", "GRUCell"]:
        for dtype in [torch.float32, torch.float64]:
            cases.append(case(kind, shape=(2, 2), is_given=True, dtype=dtype))
        cases.append(case(kind, shape=(2, 2)))
        cases.append(case(kind, {"bias": False}, shape=(2,), is_given=True))
    cases.append(case("RNNCell", relu, shape=(2, 2), is_given=True))
    write("KagamiNNTests", "recurrence", {"cases": cases})
