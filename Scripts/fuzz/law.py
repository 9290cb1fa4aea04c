"""Whether every layer, loss, optimizer and scheduler of KagamiNN is among the forms."""

import pathlib
import re

ROOT = pathlib.Path(__file__).resolve().parents[2]
# Bases, models that are made of the layers here, a list that cannot be called, a layer of two inputs, and one whose
# inputs are the results of another.
OTHERS = {"ModuleSequence", "MLP", "LeNet", "RecurrentLayer", "RecurrentCell", "NormBase", "BatchNorm", "InstanceNorm", "ParameterList",
          "CosineSimilarity", "Fold"}
BASES = ("Module|Loss|ModuleSequence|Optimizer|Adam|LRScheduler|RecurrentLayer|RecurrentCell|NormBase|BatchNorm|InstanceNorm")
PUBLIC = re.compile(rf"^public (?:final )?class (\w+)(?:<.*?>)?: (?:{BASES})\b", re.M)
ALONE = re.compile(r"^public final class (\w+) \{", re.M)


def missing():
    """The names of public classes that no form makes."""
    sources = ROOT / "Sources" / "KagamiNN"
    texts = {path: path.read_text() for path in sources.rglob("*.swift")}
    names = {name for text in texts.values() for name in PUBLIC.findall(text)}
    names |= {name for path, text in texts.items() if path.parent.name == "Schedulers"
              for name in ALONE.findall(text)}
    forms = "\n".join(path.read_text() for path in (ROOT / "Fuzz").glob("*.swift"))
    return sorted(name for name in names - OTHERS if not re.search(rf"\b{name}\(", forms))
