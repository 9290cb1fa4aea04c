"""Trains a model on the digits 0 to 4 in PyTorch, and saves what FineTuning goes on from.

    swift run --package-path Examples -c release FineTuning --digits digits.pt
    python3 Examples/Sources/FineTuning/pretrain.py digits.pt Examples/Sources/FineTuning/pretrained.pt

The digits are a file that Kagami wrote. Needs PyTorch.
"""
import sys

import torch
from torch import nn


class DigitModel(nn.Module):
    def __init__(self, classes):
        super().__init__()
        self.body = nn.Sequential(nn.Linear(28 * 28, 48), nn.ReLU(), nn.Linear(48, 32), nn.ReLU())
        self.head = nn.Linear(32, classes)

    def forward(self, x):
        return self.head(self.body(x))


def main():
    digits, path = sys.argv[1:]
    digits = torch.load(digits, weights_only=True)
    images, labels = digits["train"]["images"], digits["train"]["labels"]
    torch.manual_seed(0)
    model = DigitModel(classes=5)
    optimizer = torch.optim.AdamW(model.parameters(), lr=2e-3)
    for _ in range(5):
        for batch in torch.randperm(len(images)).split(50):
            optimizer.zero_grad()
            nn.functional.cross_entropy(model(images[batch]), labels[batch]).backward()
            optimizer.step()
    with torch.no_grad():
        correct = model(digits["test"]["images"]).argmax(1) == digits["test"]["labels"]
    accuracy = correct.float().mean().item()
    torch.save({"model": model.state_dict(), "accuracy": accuracy}, path)
    print(f"{100 * accuracy:.2f} % of {len(correct)} digits")


if __name__ == "__main__":
    main()
