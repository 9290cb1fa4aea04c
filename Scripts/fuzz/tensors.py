"""Programs of tensor operations beside torch: drawing, comparing, shrinking, printing."""

import random

import torch

import draw
from beside import Torch
from known import KNOWN
from records import TOLERANCES, decode, difference, encode
from shrink import shrink


def cause(divergence):
    """The class, and for a stop the operation that its message names."""
    kind, text = divergence
    return kind, text.split(":")[0] if kind.startswith("stops") else ""


def gap(a, b):
    """The largest difference; infinite where one is finite and the other is not."""
    if a.shape != b.shape or not torch.equal(a.isfinite(), b.isfinite()):
        return float("inf")
    return (a.double() - b.double()).nan_to_num(0, 0, 0).abs().max().item()


class Tensors:
    """One kind of program that `fuzz.py` runs."""

    name = "tensors"

    def __init__(self, server):
        self.server, self.torch = server, Torch(server.table["forms"])

    def draw(self, seed, index):
        return draw.Drawing(random.Random(f"{seed}:{index}"), self.torch).all()

    def divergence(self, program):
        """A class and a sentence, or None where both sides agree."""
        answer = self.server.ask(draw.request(program))
        results, raised = self.torch.run(program)
        if "died" in answer:
            return "died", answer["died"]
        if "stopped" in answer:
            return self.stop(program, answer["stopped"], results, raised)
        ours = {record["name"]: record for record in answer["results"]}
        steps = [name for name in results if name.startswith("step")]
        if answer.get("error") and not raised:
            return "stops", answer["error"].splitlines()[0]
        if answer.get("error") and len(ours) < len(results):
            return "stops earlier", answer["error"].splitlines()[0]
        suspects = []
        precision = None
        for name, (tensor, requires) in results.items():
            if tensor.dtype == torch.float32:
                precision = "float32"
            if name not in ours:
                if raised:
                    continue
                kind = "missing" if tensor.any() else "missing zeros"
                return kind, f"{name} is absent, torch has {list(tensor.shape)}"
            record, theirs = ours[name], encode(tensor)
            # A gradient may be a difference of equal numbers, of which a rounding of 1 alone is left; so may
            # what is standardized.
            may_cancel = name not in steps or any(s["form"] == "standardize" for s in program["steps"])
            cancelled = 1e-2 * TOLERANCES.get(precision or record["dtype"], 0) if may_cancel else 0
            text = difference(record, theirs, cancelled, precision)
            if text and (text.startswith("dtype") or text.startswith("shape")):
                return text.split()[0], f"{self.told(program, name)}: {text}"
            if text:
                suspects.append((name, record, theirs, precision))
            elif name in steps and tensor.is_floating_point() and record["requiresGrad"] != requires:
                return "requiresGrad", (
                    f"{self.told(program, name)}: {record['requiresGrad']}, torch {requires}")
        extra = [name for name in ours if name not in results]
        if raised and not answer.get("error"):
            return "runs", f"torch raises {raised}"
        if extra and not raised:
            kind = "extra" if decode(ours[extra[0]]).any() else "extra zeros"
            return kind, f"{extra[0]} is there, torch has none"
        if suspects:
            errors = self.sensitivity(program, results)
            for name, record, theirs, precision in suspects:
                text = difference(record, theirs, errors.get(name, 0), precision)
                if text:
                    return "value" if name in steps else "gradient", f"{self.told(program, name)}: {text}"
        return None

    def stop(self, program, message, results, raised):
        """Whether torch, too, raises where Kagami stops."""
        if not raised:
            return "stops", message
        done = sum(name.startswith("step") for name in results)
        if done == len(program["steps"]):
            return None
        answer = self.server.ask(draw.request({**program, "steps": program["steps"][:done], "end": None}))
        return ("stops earlier", message) if "stopped" in answer else None

    def sensitivity(self, program, results):
        """The error that each result may have.

        By how much torch's moves when the leaves move by a rounding, many times over, or how far torch's own
        is from what it computes in float64.
        """
        errors = {}
        for shake in (1, 2, 3):
            shaken, _ = self.torch.run(program, shake)
            exact, _ = self.torch.run(program, shake, is_double=True)
            for name, (tensor, _) in results.items():
                if name not in shaken or not tensor.dtype.is_floating_point or not tensor.numel():
                    continue
                other = shaken[name][0]
                pairs = [(40, tensor, other)]
                if tensor.dtype == torch.float32 and name in exact:
                    pairs.append((4, other, exact[name][0]))
                for factor, a, b in pairs:
                    errors[name] = max(errors.get(name, 0), factor * gap(a, b))
        return errors

    @staticmethod
    def told(program, name):
        kind, index = name.split()
        return f"{name} ({program['steps'][int(index)]['form']})" if kind == "step" else name

    def signature(self, program, divergence):
        """What makes two divergences the same for the report."""
        forms = program["steps"][-1]["form"] if program["steps"] else ""
        return divergence[0], forms, (program["end"] or {}).get("mode") if divergence[0] in (
            "gradient", "missing", "extra") else None

    def known(self, program, divergence):
        return next((name for name, applies in KNOWN if applies(program, divergence)), None)

    def minimal(self, program, divergence):
        def fails(smaller):
            try:
                found = self.divergence(smaller)
            except Exception:  # a candidate that makes no sense
                return False
            return found is not None and cause(found) == cause(divergence)

        return shrink(program, fails)

    def text(self, program):
        """The program in a form to read."""
        lines = []
        for index, leaf in enumerate(program["leaves"]):
            data = draw.leaf_data(leaf)
            shown = data.tolist() if data.numel() <= 8 else f"{leaf['style']} numbers, seed {leaf['seed']}"
            layout = "".join(f".{s['form']}{s['arguments']}" for s in leaf["layout"])
            grad = ", requiresGrad" if leaf["requiresGrad"] else ""
            lines.append(f"leaf {index} = {leaf['dtype']} {leaf['shape']}{layout}{grad}: {shown}")
        for index, step in enumerate(program["steps"]):
            arguments = {k: v[0] if len(v) == 1 else v for k, v in step["arguments"].items()}
            scope = "noGrad: " if step["noGrad"] else ""
            lines.append(f"step {index} = {scope}{step['form']}({', '.join(step['inputs'])}) {arguments or ''}")
        if program["end"]:
            end = program["end"]
            other = f", then of {end['other']}" if end["mode"] == "two roots" else ""
            lines.append(f"{end['mode']} of {end['root']}{other}, seed {end['seed']}")
        return "\n".join("    " + line.rstrip() for line in lines)
