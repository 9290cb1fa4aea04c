"""Files of numpy.savez: Tests/KagamiDataTests/Goldens/npz_files.json, with what is in them."""
import base64
import io

import numpy

from common import write


def saved(save, arrays):
    buffer = io.BytesIO()
    save(buffer, **arrays)
    return buffer.getvalue()


def cases():
    """Name, arrays, bytes of the file, and whether they were deflated."""
    numbers = numpy.arange(12, dtype=numpy.float32).reshape(3, 4)
    mixed = {
        "images": numbers, "labels": numpy.arange(3), "scale": numpy.float64(0.5),
        "mask": numbers > 5, "empty": numpy.zeros((0, 2), numpy.uint8),
        "column-major": numpy.asfortranarray(numbers.astype("<f8"))}
    buffer = io.BytesIO()
    numpy.savez(buffer, numbers, numbers.astype("<i2"))
    yield "unnamed", {"arr_0": numbers, "arr_1": numbers.astype("<i2")}, buffer.getvalue(), False
    for name, arrays in [
            ("one", {"x": numbers}), ("none", {}), ("mixed", mixed),
            ("folders", {"model.0.weight": numbers, "model/0/bias": numbers[0]}),
            ("other letters", {"größe": numbers, "鏡": numbers[0]})]:
        yield name, arrays, saved(numpy.savez, arrays), False
    for name, arrays in [
            ("deflated", mixed), ("zeros", {"zeros": numpy.zeros((200, 300), numpy.int64)})]:
        yield name, arrays, saved(numpy.savez_compressed, arrays), True


def array(name, values):
    values = numpy.asarray(values)
    return {"name": name, "shape": list(values.shape), "dtype": str(values.dtype),
            "sum": float(values.astype("<f8").sum()),
            "first": values.astype("<f8").ravel()[:16].tolist()}


def main():
    write("KagamiDataTests", "npz_files", {"files": [
        {"name": name, "isDeflated": deflated,
         "arrays": [array(key, values) for key, values in arrays.items()],
         "file": base64.b64encode(data).decode()}
        for name, arrays, data, deflated in cases()]})
