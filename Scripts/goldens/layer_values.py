"""First parameters, values, gradients and states of layers:
Tests/KagamiNNTests/Goldens/layer_values.json."""
import torch
from torch import nn

from common import write

KINKS = [[0.5, -1.25, 2.0, 0.0], [-0.75, 3.5, -0.0, 1e-3], [12.0, -12.0, 0.1, -30.0]]
EDGES = [[float("inf"), float("-inf"), float("nan"), 100.0], [-100.0, 1.0, -1.0, 6.0]]
NUMBERS = [[3, 0, 2], [2, 2, 1]]


def short(tensor):
    """Numbers with as few digits as tell a float32 from its neighbours."""
    values = tensor.detach().flatten().tolist()
    return [float(f"{v:.9g}") for v in values] if tensor.dtype == torch.float32 else values


def state(layer):
    return [{"name": name, "shape": list(value.shape), "values": short(value)}
            for name, value in layer.state_dict().items()]


def spread(*shape, dtype=torch.float32):
    """Numbers without pattern between -2 and 2."""
    count = torch.tensor(shape).prod().item()
    return (torch.arange(count, dtype=torch.float64) * 1.7).sin().mul(2).reshape(shape).to(dtype)


def call(layer, inputs, training, transposed):
    layer.train(training)
    leaves = [x.clone().requires_grad_() if x.is_floating_point() else x for x in inputs]
    layer.zero_grad()
    output = layer(*[x.transpose(0, 1) for x in leaves] if transposed else leaves)
    if output.requires_grad:
        scale = torch.arange(output.numel(), dtype=output.dtype).reshape(output.shape) * 0.25 - 1
        (output * scale).sum().backward()
    return {
        "training": training, "shape": list(output.shape), "output": short(output),
        "gradients": [short(x.grad) if x.is_floating_point() else [] for x in leaves],
        "parameterGradients": [short(p.grad) for p in layer.parameters()],
    }


def case(name, make, inputs, modes=(True,), seed=3, dtype=torch.float32, transposed=False):
    inputs = [x if torch.is_tensor(x) else torch.tensor(x) for x in inputs]
    inputs = [x.to(dtype) if x.is_floating_point() else x for x in inputs]
    torch.manual_seed(seed)
    layer = make().to(dtype) if dtype == torch.float32 else make(dtype)
    initial = state(layer)
    with torch.no_grad():
        if "Norm" in name:
            for index, parameter in enumerate(layer.parameters()):
                # Of different size for factors and summands.
                parameter += spread(*parameter.shape, dtype=dtype) * (0.3 + index)
    before = state(layer)
    torch.manual_seed(seed)
    calls = [call(layer, inputs, training, transposed) for training in modes]
    after = state(layer)
    return {
        "name": name, "seed": seed, "dtype": str(dtype).split(".")[1], "transposed": transposed,
        "inputs": [{"shape": list(x.shape), "values": short(x),
                    "isFloat": x.is_floating_point()} for x in inputs],
        "initial": initial, "before": before if before != initial else None, "calls": calls,
        "after": after if after != before else None,
    }


def main():
    cases = []
    activations = [
        ("Identity", nn.Identity), ("PReLU", nn.PReLU), ("PReLU of 4", lambda: nn.PReLU(4)),
        ("ELU", nn.ELU), ("ELU of 0.5", lambda: nn.ELU(0.5, inplace=False)), ("SELU", nn.SELU),
        ("GELU", nn.GELU), ("GELU by tanh", lambda: nn.GELU("tanh")), ("SiLU", nn.SiLU),
        ("Softplus", nn.Softplus), ("Softplus of 2 and 3", lambda: nn.Softplus(2, 3)),
        ("Hardtanh", nn.Hardtanh), ("Hardtanh to 6", lambda: nn.Hardtanh(0, 6)),
        ("ReLU6", nn.ReLU6), ("Hardswish", nn.Hardswish), ("Hardsigmoid", nn.Hardsigmoid), ("Mish", nn.Mish),
        ("LogSigmoid", nn.LogSigmoid), ("Softsign", nn.Softsign), ("Tanhshrink", nn.Tanhshrink), ("CELU", nn.CELU),
        ("CELU of 0.5", lambda: nn.CELU(0.5)), ("Threshold", lambda: nn.Threshold(0.25, 1.5)),
        ("Hardshrink", nn.Hardshrink), ("Softshrink", lambda: nn.Softshrink(0.25)),
        ("Softmin", lambda: nn.Softmin(1)),
    ]
    for name, make in activations:
        cases.append(case(name, make, [KINKS]))
        # PyTorch's GELU of infinity is infinity, or NaN where its float32 kernel is vectorised.
        edges = torch.tensor(EDGES)
        if name == "GELU":
            edges[0, 0] = 1e4
        cases.append(case(name, make, [edges]))
        if name == "Hardsigmoid":
            continue  # its slope in double precision is the float32 nearest to 1/6
        plain = lambda dtype, make=make: make().to(dtype)
        cases.append(case(name, plain, [spread(2, 4)], dtype=torch.float64))

    both = (True, True, False)
    for name, options in [
        ("BatchNorm1d", {}), ("BatchNorm1d cumulative", dict(momentum=None)),
        ("BatchNorm1d of momentum 0.3", dict(momentum=0.3, eps=1e-3)),
        ("BatchNorm1d without affine", dict(affine=False)),
        ("BatchNorm1d without tracking", dict(track_running_stats=False)),
        ("BatchNorm1d without bias", dict(bias=False)),
    ]:
        cases.append(case(name, lambda: nn.BatchNorm1d(4, **options), [spread(5, 4)], both))
    make = lambda: nn.BatchNorm1d(2)
    cases.append(case("BatchNorm1d of 2", make, [spread(3, 2, 4)], both))
    cases.append(case("BatchNorm1d of 2", make, [spread(1, 2, 3)], both))
    cases.append(case("BatchNorm1d of 2", make, [torch.zeros(0, 2)], both))
    cases.append(case(
        "BatchNorm1d of 2", lambda dtype: nn.BatchNorm1d(2, dtype=dtype), [spread(4, 2) + 50],
        both, dtype=torch.float64))

    cases.append(case("LayerNorm", lambda: nn.LayerNorm(4), [spread(3, 4)]))
    cases.append(case("LayerNorm of two axes", lambda: nn.LayerNorm([3, 2], eps=1e-2), [spread(2, 3, 2)]))
    cases.append(case(
        "LayerNorm without affine", lambda: nn.LayerNorm(4, elementwise_affine=False), [spread(2, 4)]))
    cases.append(case("LayerNorm without bias", lambda: nn.LayerNorm(4, bias=False), [spread(2, 4)]))
    cases.append(case("LayerNorm", lambda: nn.LayerNorm(4), [torch.zeros(0, 4)]))
    cases.append(case(
        "LayerNorm", lambda dtype: nn.LayerNorm(4, dtype=dtype), [spread(2, 4)], dtype=torch.float64))

    # Not in groups of two: their gradients are differences of nearly equal numbers.
    cases.append(case("GroupNorm of 6", lambda: nn.GroupNorm(2, 6), [spread(3, 6)]))
    for inputs in [spread(2, 4, 3), spread(1, 4, 2, 2)]:
        cases.append(case("GroupNorm", lambda: nn.GroupNorm(2, 4), [inputs]))
    cases.append(case(
        "GroupNorm without affine", lambda: nn.GroupNorm(4, 4, affine=False), [spread(2, 4, 3)]))

    for seed in [0, 5]:
        cases.append(case("Dropout", nn.Dropout, [spread(3, 4)], both, seed))
        cases.append(case("Dropout of 0.3", lambda: nn.Dropout(0.3), [spread(3, 7)], both, seed))
    for p in [0, 1]:
        cases.append(case(f"Dropout of {p}", lambda: nn.Dropout(p), [KINKS], both))
    cases.append(case("Dropout", nn.Dropout, [EDGES]))
    cases.append(case("Dropout", nn.Dropout, [spread(3, 5)], both, transposed=True))
    cases.append(case("Dropout", nn.Dropout, [spread(2, 3, 4)], both, transposed=True))
    cases.append(case("Dropout", lambda dtype: nn.Dropout(), [spread(3, 4)], dtype=torch.float64))

    cases.append(case("Embedding", lambda: nn.Embedding(5, 3), [NUMBERS]))
    cases.append(case("Embedding", lambda: nn.Embedding(5, 3), [torch.tensor(4)]))
    cases.append(case("Embedding with padding", lambda: nn.Embedding(5, 3, padding_idx=-3), [NUMBERS]))
    cases.append(case(
        "Embedding by frequency", lambda: nn.Embedding(5, 3, scale_grad_by_freq=True), [NUMBERS]))
    cases.append(case(
        "Embedding with padding by frequency",
        lambda: nn.Embedding(5, 3, padding_idx=2, scale_grad_by_freq=True), [NUMBERS]))
    cases.append(case("Embedding of norm 1", lambda: nn.Embedding(5, 3, max_norm=1.0), [NUMBERS]))
    cases.append(case(
        "Embedding of 1-norm 1", lambda: nn.Embedding(5, 3, max_norm=1.0, norm_type=1.0), [NUMBERS]))
    cases.append(case("Embedding of 7 by 5", lambda: nn.Embedding(7, 5), [NUMBERS]))

    cases.append(case("Bilinear", lambda: nn.Bilinear(3, 2, 4), [spread(3, 3), spread(3, 2) + 1]))
    cases.append(case(
        "Bilinear without bias", lambda: nn.Bilinear(2, 3, 2, bias=False),
        [spread(2, 2, 2), spread(2, 2, 3)]))
    cases.append(case("Bilinear", lambda: nn.Bilinear(3, 2, 4), [spread(3), spread(2)]))
    cases.append(case(
        "Bilinear", lambda dtype: nn.Bilinear(3, 2, 4, dtype=dtype), [spread(2, 3), spread(2, 2)],
        dtype=torch.float64))
    cases.append(case("Conv2d", lambda: nn.Conv2d(3, 4, 3), [spread(2, 3, 4, 5)]))
    cases.append(case(
        "Conv2d with all", lambda dtype: nn.Conv2d(
            4, 6, (3, 2), stride=(2, 1), padding=(1, 2), dilation=(1, 2), groups=2, bias=False, dtype=dtype),
        [spread(2, 4, 5, 4)], dtype=torch.float64))
    cases.append(case("Conv2d to equal extents", lambda: nn.Conv2d(2, 2, 2, padding="same"), [spread(2, 3, 3)]))
    cases.append(case(
        "Conv2d", lambda dtype: nn.Conv2d(3, 4, 3, dtype=dtype), [spread(1, 3, 3, 4)], dtype=torch.float64))
    cases.append(case("MaxPool2d", lambda: nn.MaxPool2d(2), [spread(2, 2, 4, 5)]))
    cases.append(case(
        "MaxPool2d with all", lambda: nn.MaxPool2d((2, 3), (1, 2), padding=1, dilation=(2, 1), ceil_mode=True),
        [spread(2, 4, 6)]))
    cases.append(case("AvgPool2d", lambda: nn.AvgPool2d(2), [spread(2, 2, 4, 5)]))
    cases.append(case(
        "AvgPool2d with all", lambda: nn.AvgPool2d((3, 2), 2, padding=1, ceil_mode=True, count_include_pad=False),
        [spread(2, 4, 6)]))
    cases.append(case("AvgPool2d by 3", lambda: nn.AvgPool2d(2, divisor_override=3), [spread(1, 1, 4, 4)]))
    cases.append(case("GLU", nn.GLU, [spread(3, 4)]))
    cases.append(case("GLU along 0", lambda: nn.GLU(0), [spread(4, 3)]))
    cases.append(case("CosineSimilarity", nn.CosineSimilarity, [spread(3, 4), spread(3, 4) + 1]))
    for name, make, inputs in [
        ("Conv1d", lambda: nn.Conv1d(3, 4, 3), spread(2, 3, 6)),
        ("ConvTranspose1d", lambda: nn.ConvTranspose1d(3, 2, 4, 2, 1, 1), spread(2, 3, 4)),
        ("MaxPool1d", lambda: nn.MaxPool1d(3, 2, 1), spread(2, 2, 7)),
        ("AvgPool1d", lambda: nn.AvgPool1d(3, 2, 1, True, False), spread(2, 6)),
        ("AdaptiveAvgPool2d", lambda: nn.AdaptiveAvgPool2d((3, 2)), spread(2, 2, 5, 4)),
        ("AdaptiveAvgPool1d", lambda: nn.AdaptiveAvgPool1d(3), spread(2, 7)),
        ("AdaptiveMaxPool2d", lambda: nn.AdaptiveMaxPool2d((3, 2)), spread(2, 2, 5, 4)),
        ("AdaptiveMaxPool1d", lambda: nn.AdaptiveMaxPool1d(3), spread(2, 7)),
        ("Upsample by 2", lambda: nn.Upsample(scale_factor=2), spread(1, 2, 2, 3)),
        ("Upsample by 2 and 1.5", lambda: nn.Upsample(scale_factor=(2, 1.5), mode="bilinear"), spread(1, 2, 2, 4)),
        ("Upsample to 3 by 5", lambda: nn.Upsample((3, 5), mode="bilinear", align_corners=True), spread(1, 2, 2, 3)),
        ("ReflectionPad2d", lambda: nn.ReflectionPad2d((1, 2, 0, 1)), spread(2, 2, 3, 3)),
        ("ReplicationPad2d", lambda: nn.ReplicationPad2d(2), spread(2, 3, 3)),
        ("ZeroPad2d", lambda: nn.ZeroPad2d((1, 0, 2, -1)), spread(2, 2, 3, 3)),
        ("ConstantPad2d", lambda: nn.ConstantPad2d(1, 0.5), spread(2, 3, 3)),
        ("PixelShuffle", lambda: nn.PixelShuffle(2), spread(2, 4, 2, 3)),
        ("PixelUnshuffle", lambda: nn.PixelUnshuffle(2), spread(2, 2, 4)),
        ("Unfold", lambda: nn.Unfold((2, 3), 1, 1, (1, 2)), spread(2, 2, 3, 4)),
        ("Fold", lambda: nn.Fold((3, 4), (2, 3)), spread(2, 6, 4)),
    ]:
        cases.append(case(name, make, [inputs]))
    cases.append(case(
        "Conv1d with all", lambda dtype: nn.Conv1d(
            4, 6, 3, stride=2, padding=1, dilation=2, groups=2, bias=False, dtype=dtype),
        [spread(2, 4, 9)], dtype=torch.float64))
    cases.append(case(
        "ConvTranspose2d with all", lambda dtype: nn.ConvTranspose2d(
            4, 6, (3, 2), stride=(2, 1), padding=(1, 0), output_padding=(1, 1), groups=2, bias=False, dilation=(1, 2),
            dtype=dtype),
        [spread(2, 4, 2, 3)], dtype=torch.float64))
    cases.append(case("BatchNorm2d", lambda: nn.BatchNorm2d(2), [spread(3, 2, 2, 3)], both))
    cases.append(case("InstanceNorm2d", lambda: nn.InstanceNorm2d(2), [spread(3, 2, 2, 3)], both))
    cases.append(case("InstanceNorm2d", lambda: nn.InstanceNorm2d(2), [spread(2, 2, 3)], both))
    # In double precision: in float32 both sides' rounding errors are seen in differences of nearly equal numbers.
    cases.append(case(
        "InstanceNorm2d with all", lambda dtype: nn.InstanceNorm2d(2, 1e-3, 0.3, True, True, dtype=dtype),
        [spread(3, 2, 2, 3)], both, dtype=torch.float64))
    cases.append(case(
        "ConvTranspose2d", lambda dtype: nn.ConvTranspose2d(3, 4, 4, 2, 1, dtype=dtype), [spread(2, 3, 2, 3)],
        dtype=torch.float64))
    cases.append(case("InstanceNorm1d", lambda: nn.InstanceNorm1d(2, affine=True), [spread(3, 2, 4)], both))
    for shape in [(3, 4, 2, 2), (5, 4, 3)]:
        cases.append(case("Dropout2d", nn.Dropout2d, [spread(*shape)], both))
    for shape in [(3, 4, 2), (5, 3)]:
        cases.append(case("Dropout1d of 0.3", lambda: nn.Dropout1d(0.3), [spread(*shape)], both))
    cases.append(case("Flatten", nn.Flatten, [spread(2, 3, 2)]))
    cases.append(case("Flatten of the first two", lambda: nn.Flatten(0, 1), [spread(2, 3, 2)]))
    cases.append(case("Unflatten", lambda: nn.Unflatten(1, (2, -1)), [spread(2, 4)]))
    write("KagamiNNTests", "layer_values", {"cases": cases})
