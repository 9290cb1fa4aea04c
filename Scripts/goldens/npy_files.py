"""Files of numpy.save: Tests/KagamiDataTests/Goldens/npy_files.json, with what is in them."""
import base64
import io

import numpy

from common import write


def saved(array, version=None):
    buffer = io.BytesIO()
    numpy.lib.format.write_array(buffer, array, version=version)
    return buffer.getvalue()


def respelt(data, old, new):
    """The file with another text of the same length, as other programs write it."""
    assert old in data and len(new) <= len(old)
    return data.replace(old, new.ljust(len(old)), 1)


def cases():
    """Name, array, bytes of the file, and whether numpy.save itself writes them so."""
    for dtype in ["?", "u1", "i1", "<i2", "<i4", "<i8", "<f2", "<f4", "<f8"]:
        array = numpy.arange(-4, 8).reshape(3, 4).astype(dtype)
        yield f"dtype {array.dtype}", array, saved(array), True
    for shape in [(), (3,), (0,), (1, 1), (2, 0, 3), (2, 3, 4, 5), (10,), (1,) * 8]:
        array = numpy.arange(numpy.prod(shape, dtype=int), dtype=numpy.float32).reshape(shape)
        yield f"shape {shape}", array, saved(array), True
    # Where header and padding would fit exactly without more of it.
    for extent in [12, 123, 1234]:
        array = numpy.zeros((1, extent), numpy.uint8)
        yield f"width {extent}", array, saved(array), True
    array = numpy.arange(12, dtype="<f8").reshape(3, 4)
    yield "column-major", array, saved(numpy.asfortranarray(array)), False
    array = array.reshape(2, 3, 2)
    yield "column-major of three axes", array, saved(numpy.asfortranarray(array)), False
    array = array.reshape(3, 4)
    for dtype in [">f4", ">f8", ">i2", ">i8", ">f2"]:
        yield f"big-endian {dtype}", array.astype(dtype[1:]), saved(array.astype(dtype)), False
    yield "version 2", array, saved(array, (2, 0)), False
    yield "version 3", array, saved(array, (3, 0)), False
    yield "of Python 2", array, respelt(saved(array), b"(3, 4), }  ", b"(3L, 4L), }"), False
    yield "with other spaces", array, respelt(
        saved(array), b"{'descr': '<f8', 'fortran_order': False, 'shape': (3, 4), }",
        b"{ 'shape':(3,4) ,\"descr\":\"<f8\",\t'fortran_order':False }"), False
    special = numpy.array([numpy.nan, numpy.inf, -numpy.inf, -0.0], numpy.float32)
    yield "special numbers", special, saved(special), True


def main():
    write("KagamiDataTests", "npy_files", {"files": [
        {"name": name, "shape": list(array.shape), "dtype": str(array.dtype), "isCanonical": canonical,
         "values": base64.b64encode(numpy.ascontiguousarray(array).astype("<f8").tobytes()).decode(),
         "file": base64.b64encode(data).decode()}
        for name, array, data, canonical in cases()]})
