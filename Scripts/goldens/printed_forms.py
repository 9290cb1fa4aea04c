"""Printed forms of modules: Tests/KagamiNNTests/Goldens/printed_forms.json."""
import torch
from torch import nn

from common import write


def block():
    return nn.Sequential(nn.Linear(4, 4), nn.ReLU())


MODULES = {
    "Linear": lambda: nn.Linear(3, 2),
    "Linear without bias": lambda: nn.Linear(3, 2, bias=False),
    "ReLU": nn.ReLU, "ReLU in place": lambda: nn.ReLU(inplace=True),
    "LeakyReLU": nn.LeakyReLU,
    "LeakyReLU in place": lambda: nn.LeakyReLU(0.2, inplace=True),
    "LeakyReLU of 1e-05": lambda: nn.LeakyReLU(1e-5),
    "LeakyReLU of 0.0001": lambda: nn.LeakyReLU(1e-4),
    "LeakyReLU of 1e15": lambda: nn.LeakyReLU(1e15),
    "LeakyReLU of 9007199254740993": lambda: nn.LeakyReLU(9007199254740994.0),
    "LeakyReLU of 1e16": lambda: nn.LeakyReLU(1e16),
    "LeakyReLU of 1.5e300": lambda: nn.LeakyReLU(1.5e300),
    "LeakyReLU of inf": lambda: nn.LeakyReLU(float("inf")),
    "LeakyReLU of -0.0": lambda: nn.LeakyReLU(-0.0),
    "LeakyReLU of a third": lambda: nn.LeakyReLU(1 / 3),
    "Tanh": nn.Tanh, "Sigmoid": nn.Sigmoid, "Identity": nn.Identity,
    "Bilinear": lambda: nn.Bilinear(2, 3, 4),
    "PReLU": nn.PReLU, "PReLU of 3": lambda: nn.PReLU(3),
    "ELU": nn.ELU, "ELU in place": lambda: nn.ELU(0.5, inplace=True),
    "SELU": nn.SELU, "SELU in place": lambda: nn.SELU(inplace=True),
    "GELU": nn.GELU, "GELU by tanh": lambda: nn.GELU("tanh"),
    "SiLU": nn.SiLU, "SiLU in place": lambda: nn.SiLU(inplace=True),
    "Softplus": nn.Softplus, "Softplus of 2.5 and 10": lambda: nn.Softplus(2.5, 10.0),
    "Hardtanh": nn.Hardtanh, "Hardtanh in place": lambda: nn.Hardtanh(0.0, 6.0, inplace=True),
    "Dropout": nn.Dropout, "Dropout in place": lambda: nn.Dropout(0.1, inplace=True),
    "BatchNorm1d": lambda: nn.BatchNorm1d(3),
    "BatchNorm1d of nothing": lambda: nn.BatchNorm1d(
        3, eps=1e-3, momentum=None, affine=False, track_running_stats=False),
    "LayerNorm": lambda: nn.LayerNorm(3),
    "LayerNorm of two axes": lambda: nn.LayerNorm([2, 3], eps=1e-6, elementwise_affine=False),
    "GroupNorm": lambda: nn.GroupNorm(2, 4),
    "GroupNorm without affine": lambda: nn.GroupNorm(2, 4, affine=False),
    "Embedding": lambda: nn.Embedding(3, 4),
    "Embedding with all": lambda: nn.Embedding(
        3, 4, padding_idx=-1, max_norm=1.0, norm_type=2.5, scale_grad_by_freq=True),
    "Conv2d": lambda: nn.Conv2d(3, 4, 3),
    "Conv2d with all": lambda: nn.Conv2d(
        4, 6, (3, 2), stride=(2, 1), padding=(1, 2), dilation=(1, 2), groups=2, bias=False),
    "Conv2d to equal extents": lambda: nn.Conv2d(2, 2, 2, padding="same"),
    "Conv2d without padding": lambda: nn.Conv2d(1, 2, (5, 1), padding="valid", dilation=2),
    "MaxPool2d": lambda: nn.MaxPool2d(2),
    "MaxPool2d with all": lambda: nn.MaxPool2d((2, 3), (1, 2), padding=1, dilation=(2, 1), ceil_mode=True),
    "AvgPool2d": lambda: nn.AvgPool2d(2),
    "AvgPool2d with all": lambda: nn.AvgPool2d((3, 2), 2, padding=1, ceil_mode=True, count_include_pad=False),
    "ReLU6": nn.ReLU6, "Hardswish": nn.Hardswish, "Hardsigmoid": nn.Hardsigmoid, "Mish": nn.Mish,
    "LogSigmoid": nn.LogSigmoid, "Softsign": nn.Softsign, "Tanhshrink": nn.Tanhshrink, "CELU": nn.CELU,
    "CELU of 0.5": lambda: nn.CELU(0.5), "Threshold": lambda: nn.Threshold(0.25, 1.5), "Hardshrink": nn.Hardshrink,
    "Softshrink": lambda: nn.Softshrink(0.25), "Softmin": lambda: nn.Softmin(1), "GLU": nn.GLU,
    "GLU along 0": lambda: nn.GLU(0), "CosineSimilarity": nn.CosineSimilarity,
    "ParameterList": lambda: nn.ParameterList([nn.Parameter(torch.ones(2, 3)), nn.Parameter(torch.ones(4))]),
    "Conv1d": lambda: nn.Conv1d(3, 4, 3),
    "Conv1d with all": lambda: nn.Conv1d(4, 6, 3, stride=2, padding=1, dilation=2, groups=2, bias=False),
    "Conv1d to equal extents": lambda: nn.Conv1d(2, 2, 3, padding="same"),
    "ConvTranspose2d": lambda: nn.ConvTranspose2d(3, 4, 4, 2, 1),
    "ConvTranspose2d with all": lambda: nn.ConvTranspose2d(
        4, 6, (3, 2), stride=(2, 1), padding=(1, 0), output_padding=(1, 1), groups=2, bias=False, dilation=(1, 2)),
    "ConvTranspose1d": lambda: nn.ConvTranspose1d(3, 2, 4, 2, 1, 1),
    "MaxPool1d": lambda: nn.MaxPool1d(3, 2, 1), "AvgPool1d": lambda: nn.AvgPool1d(3, 2, 1, True, False),
    "AdaptiveAvgPool2d": lambda: nn.AdaptiveAvgPool2d((3, 2)),
    "AdaptiveAvgPool2d of 1": lambda: nn.AdaptiveAvgPool2d(1),
    "AdaptiveAvgPool1d": lambda: nn.AdaptiveAvgPool1d(3), "AdaptiveMaxPool2d": lambda: nn.AdaptiveMaxPool2d((3, 2)),
    "AdaptiveMaxPool1d": lambda: nn.AdaptiveMaxPool1d(3),
    "Upsample by 2": lambda: nn.Upsample(scale_factor=2),
    "Upsample by 2 and 1.5": lambda: nn.Upsample(scale_factor=(2, 1.5), mode="bilinear"),
    "Upsample to 3 by 5": lambda: nn.Upsample((3, 5), mode="bilinear", align_corners=True),
    "ReflectionPad2d": lambda: nn.ReflectionPad2d((1, 2, 0, 1)),
    "ReplicationPad2d": lambda: nn.ReplicationPad2d(2), "ZeroPad2d": lambda: nn.ZeroPad2d((1, 0, 2, -1)),
    "ConstantPad2d": lambda: nn.ConstantPad2d(1, 0.5), "PixelShuffle": lambda: nn.PixelShuffle(2),
    "PixelUnshuffle": lambda: nn.PixelUnshuffle(2), "Unfold": lambda: nn.Unfold((2, 3), 1, 1, (1, 2)),
    "Fold": lambda: nn.Fold((3, 4), (2, 3)), "BatchNorm2d": lambda: nn.BatchNorm2d(2),
    "InstanceNorm2d": lambda: nn.InstanceNorm2d(2),
    "InstanceNorm2d with all": lambda: nn.InstanceNorm2d(2, 1e-3, 0.3, True, True),
    "InstanceNorm1d": lambda: nn.InstanceNorm1d(2, affine=True), "Dropout2d": nn.Dropout2d,
    "Dropout1d of 0.3": lambda: nn.Dropout1d(0.3),
    "Flatten": nn.Flatten, "Flatten of the first": lambda: nn.Flatten(0, 2),
    "Unflatten": lambda: nn.Unflatten(1, (2, 3)), "Unflatten into one": lambda: nn.Unflatten(0, (2,)),
    "Sequential of none": lambda: nn.Sequential(),
    "ModuleList of none": lambda: nn.ModuleList(),
    "ModuleDict of none": lambda: nn.ModuleDict(),
    "ModuleList of one": lambda: nn.ModuleList([nn.Tanh()]),
    "nested": lambda: nn.Sequential(
        nn.Linear(2, 3), nn.Sequential(nn.Tanh(), nn.Sequential(nn.Linear(3, 3)), nn.Sequential())),
    "repeated layers": lambda: nn.ModuleList(
        [nn.Linear(4, 4) for _ in range(3)] + [nn.ReLU()] * 2 + [nn.Linear(4, 4)]),
    "repeated blocks": lambda: nn.ModuleList([block() for _ in range(3)] + [nn.Tanh()]),
    "repeated in a Sequential": lambda: nn.Sequential(nn.Tanh(), nn.Tanh()),
    "dictionary": lambda: nn.Sequential(
        nn.ModuleDict({"b": nn.ReLU(), "a": block(), "c": nn.ModuleList([nn.Tanh(), nn.Tanh()])})),
}


def main():
    write("KagamiNNTests", "printed_forms", {
        "forms": [{"name": name, "text": repr(make())} for name, make in MODULES.items()]})
