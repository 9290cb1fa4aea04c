"""Programs that train a module beside torch: drawing, comparing, shrinking, printing."""

import math
import re

import law
import module_draw
import module_shrink
from known_modules import KNOWN
from module_beside import Run
from module_parts import Parts
from module_shapes import NoFit, concrete
from records import TOLERANCES, difference, encode
from shrink import shrink

# The share by which rates may differ: some roundings.
NUMBERS = 1e-12


def numbers(settings):
    """Settings as Kagami has them: choices are 0 and 1."""
    return {name: float(value == "True") if value in ("True", "False") else float(value)
            for name, value in settings.items()}


class Modules:
    """One kind of program that `fuzz.py` runs."""

    name = "modules"

    def __init__(self, server):
        absent = law.missing()
        if absent:
            raise SystemExit(f"no form makes {', '.join(absent)}: add a row to Fuzz/ModuleForm+…")
        self.server, self.parts = server, Parts(server.table["modules"])

    def draw(self, seed, index):
        return module_draw.drawn(self.parts, seed, index)

    def request(self, program, run):
        """What the Kagami side is sent."""
        model = run.model()
        steps = [{**step, "changes": numbers(step["changes"]),
                  "input": encode(run.batch(step, "input")), "target": encode(run.batch(step, "target"))}
                 for step in program["steps"]]
        groups = [{"parameters": group["parameters"], "settings": numbers(group["settings"])}
                  for group in program["groups"]]
        return {"modules": {**program, "steps": steps, "groups": groups,
                            "state": [encode(t, name) for name, t in model.state_dict().items()]}}

    def divergence(self, wishes):
        """A class and a sentence, or None where both sides agree."""
        program = concrete(self.parts, wishes)
        run = Run(self.parts, program)
        answer = self.server.ask(self.request(program, run))
        run.all()
        if "died" in answer:
            return "died", answer["died"]
        if "stopped" in answer:
            kind = "rate below 0" if run.lowest < 0 and "lr cannot be -" in answer["stopped"] else "stops"
            return None if run.raised else (kind, answer["stopped"])
        if answer.get("error"):
            return None if run.raised else ("throws", answer["error"].splitlines()[0])
        if run.raised:
            return "runs", f"torch raises {run.raised}"
        ours = {record["name"]: record for record in answer["results"]}
        for names, theirs in ((list(ours), list(run.results)),
                              (sorted(answer["numbers"]), sorted(run.numbers))):
            if names != theirs:
                odd = [n for n in names if n not in theirs] or [n for n in theirs if n not in names] or names
                side = "Kagami" if odd[0] in names else "torch"
                same = set(names) == set(theirs)
                return "names", f"{names}, torch {theirs}" if same else f"{odd[0]} is {side}'s alone"
        return self.compare(program, run, ours, answer["numbers"])

    def compare(self, program, run, ours, numbers):
        """The first result that differs by more than rounding explains."""
        suspects = []
        for name, tensor in run.results.items():
            theirs = encode(tensor, name)
            text = difference(ours[name], theirs, 1e-3 * TOLERANCES.get(theirs["dtype"], 0))
            if text and text.split()[0] in ("dtype", "shape"):
                return text.split()[0], f"{name}: {text}"
            if text:
                suspects.append((name, theirs))
        # Norms come from tensors, rates from numbers of double precision.
        near = {name: NUMBERS if name.split()[0] != "norm" else TOLERANCES[program["dtype"]] for name in run.numbers}
        odd = [name for name, values in run.numbers.items() if not self.near(numbers[name], values, near[name])]
        if not suspects and not odd:
            return None
        errors = self.sensitivity(program, run)
        rates = [x for name, values in run.numbers.items() if name.startswith("lr") for x in values]
        scale = max(map(abs, rates), default=0)
        for name in run.numbers:
            floor = NUMBERS * scale if name.startswith("lr") else 1e-3 * near[name]
            errors[name] = errors.get(name, 0) + floor
        for name in odd:
            if not self.near(numbers[name], run.numbers[name], near[name], errors[name]):
                return "number", f"{name}: {numbers[name]}, torch {run.numbers[name]}"
        for name, theirs in suspects:
            text = difference(ours[name], theirs, errors.get(name, 0))
            if text:
                return "value", f"{name}: {text}"
        return None

    @staticmethod
    def near(ours, theirs, share, error=0.0):
        def close(a, b):
            a, b = float(a), float(b)
            return a == b or math.isnan(a) and math.isnan(b) or abs(a - b) <= share * abs(b) + error
        return len(ours) == len(theirs) and all(map(close, ours, theirs))

    def sensitivity(self, program, run):
        """By how much each result moves when state and inputs move by a rounding, many times over."""
        errors = {}
        for shake in (1, 2, 3, 4, 5):
            other = Run(self.parts, program, shake).all()
            for name, tensor in run.results.items():
                if name not in other.results or not tensor.dtype.is_floating_point or not tensor.numel():
                    continue
                moved = other.results[name]
                if not (moved.isfinite() == tensor.isfinite()).all():
                    errors[name] = math.inf
                    continue
                gap = (moved.double() - tensor.double()).nan_to_num(0, 0, 0).abs().max().item()
                errors[name] = max(errors.get(name, 0), 40 * gap)
            for name, values in run.numbers.items():
                gaps = [abs(a - b) for a, b in zip(other.numbers.get(name, values), values)]
                gap = max((math.inf if math.isnan(g) else g for g in gaps), default=0)
                errors[name] = max(errors.get(name, 0), 40 * gap)
        return errors

    @staticmethod
    def cause(divergence):
        """The class, and the message without its numbers where one side refuses."""
        kind, text = divergence
        refusals = ("stops", "runs", "throws", "died", "rate below 0")
        return kind, re.sub(r"\d[\d.e-]*|\[.*?\]", "", text)[:60] if kind in refusals else ""

    def signature(self, wishes, divergence):
        """What makes two divergences the same for the report."""
        kind, text = divergence
        what = " ".join(word for word in re.split("[: ]", text.split(": ")[0]) if not word.isdigit())
        last = tuple(part["form"] for part in wishes["stack"])[-1:]
        return *self.cause(divergence), what, last, wishes["optimizer"]["form"]

    def known(self, program, divergence):
        return next((name for name, applies in KNOWN if applies(program, divergence)), None)

    def minimal(self, program, divergence):
        def fails(smaller):
            try:
                found = self.divergence(smaller)
            except NoFit:
                return False
            return found is not None and self.cause(found) == self.cause(divergence)

        return shrink(program, fails, module_shrink.candidates)

    def text(self, wishes):
        """The program in a form to read."""
        program = concrete(self.parts, wishes)

        def shown(part):
            words = [f"{k}={v[0] if len(v) == 1 else v}" for k, v in part["arguments"].items()]
            return f"{part['form']}({', '.join(words + [shown(c) for c in part.get('children') or []])})"

        lines = [f"{program['dtype']} {wishes['input']['kind']} {wishes['input']['shape']}",
                 shown(program["model"]), shown(program["loss"]),
                 f"{shown(program['optimizer'])} {program['groups']}"]
        lines += [shown(part) for part in program["schedulers"]]
        if program["clip"]:
            lines.append(f"clip by {shown(program['clip'])}")
        of_all = ("frozen", "average", "inputGradient", "penalty", "evaluates")
        lines.append(", ".join(f"{key} {program[key]}" for key in of_all if program[key]))
        for step in program["steps"]:
            of_step = ("training", "transposed", "zeroing", "ticks", "reloads", "changes", "frozen")
            lines.append("step: " + ", ".join(f"{key} {step[key]}" for key in of_step))
        return "\n".join("    " + line for line in lines if line)
