"""The order in which PyTorch calls hooks, as traces."""
import torch
from torch import nn
from torch.nn.modules import module as modules

from common import write


def show(t):
    return "nil" if t is None else "x".join(str(n) for n in t.shape)


def watch(trace, name, m):
    m.register_forward_pre_hook(lambda _, i: trace.append(f"pre {name} {show(i[0])}"))
    m.register_forward_hook(lambda _, i, o: trace.append(f"forward {name} {show(i[0])} {show(o)}"))
    m.register_full_backward_pre_hook(lambda _, g: trace.append(f"backwardPre {name} {show(g[0])}"))
    m.register_full_backward_hook(
        lambda _, gi, go: trace.append(f"backward {name} {show(gi[0])} {show(go[0])}"))


def model():
    return nn.Sequential(nn.Linear(3, 4), nn.Sequential(nn.ReLU(), nn.Linear(4, 2)), nn.Tanh())


def nested(requires_grad):
    trace, net = [], model()
    for name, m in net.named_modules():
        watch(trace, name or "all", m)
    net(torch.ones(5, 3, requires_grad=requires_grad)).sum().backward()
    return trace


def prepended():
    trace, layer = [], nn.Linear(3, 4)
    for kind in ["first", "second"]:
        layer.register_forward_hook(lambda _, i, o, kind=kind: trace.append(kind))
    layer.register_forward_hook(lambda _, i, o: trace.append("prepended"), prepend=True)
    layer(torch.ones(1, 3))
    return trace


def everywhere():
    trace, net = [], model()
    names = {m: n or "all" for n, m in net.named_modules()}
    handles = [
        modules.register_module_forward_pre_hook(lambda m, i: trace.append(f"global pre {names[m]}")),
        modules.register_module_forward_hook(lambda m, i, o: trace.append(f"global forward {names[m]}")),
        modules.register_module_full_backward_pre_hook(
            lambda m, g: trace.append(f"global backwardPre {names[m]}")),
        modules.register_module_full_backward_hook(
            lambda m, gi, go: trace.append(f"global backward {names[m]}")),
    ]
    watch(trace, "0", net[0])
    net(torch.ones(5, 3, requires_grad=True)).sum().backward()
    for handle in handles:
        handle.remove()
    return trace


def tensors():
    trace = []
    x = torch.tensor([2.0], requires_grad=True)
    y = x * 3
    y.retain_grad()
    y.register_hook(lambda g: trace.append(f"y {g.item():.1f}"))
    y.register_hook(lambda g: g * 2)
    x.register_hook(lambda g: trace.append(f"x {g.item():.1f}"))
    x.register_hook(lambda g: g + 1)
    x.register_post_accumulate_grad_hook(lambda t: trace.append(f"after x {t.grad.item():.1f}"))
    z = y * y + x * 5
    z.register_hook(lambda g: trace.append(f"z {g.item():.1f}"))
    z.backward(retain_graph=True)
    trace.append(f"y.grad {y.grad.item():.1f}")
    z.backward()
    trace.append(f"y.grad {y.grad.item():.1f} x.grad {x.grad.item():.1f}")
    return trace


def replaced():
    """Gradients of the weights when hooks replace what passes."""
    layer = nn.Linear(2, 2, bias=False)
    with torch.no_grad():
        layer.weight.copy_(torch.tensor([[1.0, 2.0], [3.0, 4.0]]))
    layer.register_forward_pre_hook(lambda _, i: (i[0] * 2,))
    layer.register_forward_hook(lambda _, i, o: o + 10)
    layer.register_full_backward_pre_hook(lambda _, g: (g[0] * 3,))
    layer.register_full_backward_hook(lambda _, gi, go: (gi[0] + 1,))
    x = torch.tensor([[1.0, 1.0]], requires_grad=True)
    y = layer(x)
    y.sum().backward()
    return y.flatten().tolist() + x.grad.flatten().tolist() + layer.weight.grad.flatten().tolist()


def main():
    write("KagamiNNTests", "hooks", {
        "nested": nested(True), "without input gradient": nested(False), "prepended": prepended(),
        "everywhere": everywhere(), "tensors": tensors(), "replaced": replaced(),
    })
