"""Runs programs that train a module in torch."""

import numpy as np
import torch

from module_parts import Parts, seeded, settings_of, value_of
from records import DTYPES

torch.set_num_threads(1)


def batch(kind, shape, seed, dtype, bound=None):
    """Numbers of an input or target, made from a seed so that shrinking a shape keeps the rest."""
    rng = np.random.default_rng(seed)
    count = int(np.prod(shape))
    if kind == "indices":
        values = rng.integers(0, max(bound, 1), count)
        return torch.from_numpy(values.reshape(shape).astype(np.int64))
    if kind == "shares":
        values = rng.random(count)
        values[rng.random(count) < 0.2] = 0
        values[rng.random(count) < 0.1] = 1
    elif kind == "signs":
        values = rng.choice([-1.0, 1.0], count)
    else:
        values = rng.standard_normal(count)
    result = torch.from_numpy(np.asarray(values).reshape(shape)).to(dtype)
    return result.softmax(1 if result.dim() > 1 else 0) if kind == "distributions" and result.dim() else result


class Run:
    """One program in torch: results by name until torch raises, and what it said then."""

    def __init__(self, parts, program, shake=0):
        self.parts, self.program, self.shake = parts, program, shake
        self.dtype = DTYPES[program["dtype"]]
        self.results, self.numbers, self.raised = {}, {}, None
        self.lowest = 0.0  # of all rates, those included that hold for no step

    def all(self):
        try:
            with seeded(0):
                self.train()
        except (RuntimeError, ValueError, LookupError, TypeError, ZeroDivisionError, AssertionError) as error:
            self.raised = f"{type(error).__name__}: {error}".splitlines()[0]
        return self

    def shaken(self, data):
        """The numbers, when asked for, moved by about one rounding, equal ones equally."""
        if isinstance(data, tuple):
            return tuple(self.shaken(part) for part in data)
        if not self.shake or not data.dtype.is_floating_point:
            return data
        size = 2e-7 if data.dtype == torch.float32 else 4e-16
        return data * (1 + size * torch.sin(data.nan_to_num() * 1000 * self.shake + self.shake))

    def shake_gradients(self, model):
        """Moves gradients, when asked for, by a rounding of their largest: all that is known of a cancelled one."""
        if not self.shake:
            return
        noise = torch.Generator().manual_seed(self.shake)
        for parameter in model.parameters():
            if parameter.grad is not None and parameter.grad.numel():
                size = (2e-7 if self.dtype == torch.float32 else 4e-16) * parameter.grad.abs().max()
                parameter.grad += size * torch.randn(parameter.shape, dtype=self.dtype, generator=noise)

    def model(self):
        model = self.parts.module(self.program["model"], self.dtype)
        if self.shake:
            for module in model.modules():
                module.register_forward_hook(lambda module, inputs, output: self.shaken(output))
        with torch.no_grad():
            for tensor in [*model.parameters(), *model.buffers()]:
                tensor.copy_(self.shaken(tensor))
        for index in self.program["frozen"]:
            list(model.parameters())[index].requires_grad_(False)
        return model

    def batch(self, step, which):
        one = step[which]
        data = batch(one["kind"], one["shape"], one["seed"], self.dtype, one.get("bound"))
        if one["kind"] == "indices" and one.get("ignored") is not None:
            data[data % 3 == 1] = one["ignored"]
        if which == "target":
            return data
        data = self.shaken(data)
        if not step["transposed"]:
            return data
        order = tuple(reversed(range(data.dim())))
        return data.permute(order).contiguous().permute(order)

    def optimizer(self, model):
        parameters = list(model.parameters())
        groups = [{"params": [parameters[i] for i in group["parameters"]], **self.settings(group)}
                  for group in self.program["groups"]]
        return self.parts.make(self.program["optimizer"], groups=groups)

    def settings(self, group, present=None):
        """A group's own settings; Adam's betas are set together, one from the present ones if need be."""
        values = dict(group["settings"])
        kinds = {p["name"]: p["kind"] for p in self.parts.rows[self.program["optimizer"]["form"]]["parameters"]}
        if "beta1" in values or "beta2" in values:
            for index, name in enumerate(("beta1", "beta2")):
                own = self.program["optimizer"]["arguments"][name][0]
                values.setdefault(name, repr(present["betas"][index]) if present else own)
        return settings_of({name: value_of(kinds[name], [text]) for name, text in values.items()})

    def trainer(self, model, old=None):
        optimizer = self.optimizer(model)
        schedules = [self.parts.scheduler(part, optimizer) for part in self.program["schedulers"]]
        if old:
            optimizer.load_state_dict(old[0].state_dict())
            for schedule, before in zip(schedules, old[1]):
                schedule.load_state_dict(before.state_dict())
        return optimizer, schedules

    def train(self):
        program = self.program
        model = self.model()
        criterion = self.parts.make(program["loss"], self.dtype)
        average = self.average(model)
        optimizer, schedules = trainer = self.trainer(model)
        for index, step in enumerate(program["steps"]):
            if step["reloads"]:
                optimizer, schedules = trainer = self.trainer(model, trainer)
            for group in optimizer.param_groups:
                group.update(self.settings({"settings": step["changes"]}, group))
            if step["frozen"] is not None:
                for place, parameter in enumerate(model.parameters()):
                    parameter.requires_grad_(place not in step["frozen"])
            self.note_groups(optimizer, index)
            model.train(step["training"])
            torch.manual_seed(step["seed"])
            if step["zeroing"] != "keep":
                optimizer.zero_grad(set_to_none=step["zeroing"] == "none")
            metric = self.passes(model, criterion, step, index)
            self.shake_gradients(model)
            self.clip(optimizer, index)
            optimizer.step()
            for _ in range(step["ticks"]):
                self.tick(schedules, metric)
            if average:
                average.update_parameters(model)
        self.note_groups(optimizer, len(program["steps"]))
        for name, tensor in model.state_dict().items():
            self.note(f"state {name}", tensor)
        for name, tensor in average.state_dict().items() if average else []:
            self.note(f"average {name}", tensor)
        self.note_states(optimizer)
        if program["evaluates"] and program["steps"]:
            model.eval()
            with torch.no_grad():
                self.note("evaluation", model(self.batch(program["steps"][-1], "input")))

    def average(self, model):
        rule = self.program["average"]
        if rule is None:
            return None
        decay = rule["decay"]
        function = None if decay is None else torch.optim.swa_utils.get_ema_multi_avg_fn(decay)
        return torch.optim.swa_utils.AveragedModel(model, multi_avg_fn=function, use_buffers=rule["buffers"])

    def passes(self, model, criterion, step, index):
        x = self.batch(step, "input")
        if (self.program["inputGradient"] or self.program["penalty"]) and x.dtype.is_floating_point:
            x.requires_grad_()
        output = model(x)
        self.note(f"output {index}", output)
        losses = criterion(output, self.batch(step, "target"))
        self.note(f"loss {index}", losses)
        loss = losses.sum() if losses.dim() else losses
        if self.program["penalty"] and x.requires_grad and output.requires_grad:
            slope, = torch.autograd.grad(output.sum(), x, create_graph=True)
            self.note(f"slope {index}", slope)
            loss = loss + (slope * slope).sum()
        if loss.requires_grad:
            loss.backward()
        if x.grad is not None:
            self.note(f"gradient {index} of the input", x.grad)
        for name, parameter in model.named_parameters():
            if parameter.grad is not None:
                self.note(f"gradient {index} of {name}", parameter.grad)
        return loss.item()

    def clip(self, optimizer, index):
        clip = self.program["clip"]
        if clip is None:
            return
        parameters = [p for group in optimizer.param_groups for p in group["params"]]
        bound = float(clip["arguments"]["bound"][0])
        if clip["form"] == "value":
            torch.nn.utils.clip_grad_value_(parameters, bound)
            return
        norm = torch.nn.utils.clip_grad_norm_(parameters, bound, float(clip["arguments"]["order"][0]))
        self.numbers[f"norm {index}"] = [norm.item()]

    def tick(self, schedules, metric):
        # Those that wait for a metric come last, as the other side keeps them apart.
        waiting = torch.optim.lr_scheduler.ReduceLROnPlateau
        for schedule in schedules:
            if not isinstance(schedule, waiting):
                schedule.step()
                self.lowest = min(self.lowest, *(group["lr"] for group in schedule.optimizer.param_groups))
        for schedule in schedules:
            if isinstance(schedule, waiting):
                schedule.step(metric)

    def note(self, name, tensor):
        self.results[name] = tensor.detach().clone()

    def note_groups(self, optimizer, index):
        groups = optimizer.param_groups
        self.numbers[f"lr {index}"] = [group["lr"] for group in groups]
        if "momentum" in groups[0]:
            self.numbers[f"momentum {index}"] = [group["momentum"] for group in groups]
        if "betas" in groups[0]:
            self.numbers[f"beta1 {index}"] = [group["betas"][0] for group in groups]

    def note_states(self, optimizer):
        parameters = [p for group in optimizer.param_groups for p in group["params"]]
        for index, parameter in enumerate(parameters):
            state = dict(optimizer.state.get(parameter, {}))
            steps = state.pop("step", None)
            if steps is not None:
                if float(steps) == 0:  # torch's Adagrad makes its sums before the first gradient
                    continue
                self.numbers[f"steps of {index}"] = [float(steps)]
            for name in sorted(state):
                if state[name] is not None:
                    self.note(f"optimizer {index} {name}", state[name])
