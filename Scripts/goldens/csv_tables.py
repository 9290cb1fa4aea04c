"""Tables of numpy.savetxt, and what numpy.loadtxt and genfromtxt read: Tests/KagamiDataTests/Goldens/csv_tables.json."""
import base64
import io
import struct
import warnings

import numpy

from common import write


def bits(array, dtype):
    return base64.b64encode(numpy.ascontiguousarray(array, dtype=dtype).tobytes()).decode()


def texts():
    """A file, how it is laid out, and its numbers as numpy reads them."""
    random = numpy.random.default_rng(0)
    tame = random.normal(size=(20, 3))
    wild = numpy.frombuffer(random.bytes(8 * 200), "<f8").reshape(-1, 4)
    wild = numpy.where(numpy.isnan(wild), 0, wild)
    floats = numpy.frombuffer(random.bytes(4 * 200), "<f4").reshape(-1, 4)
    floats = numpy.where(numpy.isnan(floats), 0, floats)
    for name, array, options in [
            ("spaces", tame, {}), ("commas", tame, {"delimiter": ","}),
            ("header", tame, {"delimiter": ",", "header": "a,b,c", "comments": ""}),
            ("remark", tame, {"delimiter": ";", "header": "two\nlines"}),
            ("digits", tame, {"delimiter": ",", "fmt": "%.3f"}),
            ("returns", tame, {"delimiter": ",", "newline": "\r\n"}),
            ("old returns", tame, {"delimiter": ",", "newline": "\r"}),
            ("tabs", tame, {"delimiter": "\t"}), ("wild", wild, {"delimiter": ","}),
            ("shortest", wild, {"delimiter": ",", "fmt": "%r"}), ("seventeen", wild, {"fmt": "%.17g"}),
            ("floats", floats, {"delimiter": ",", "fmt": "%.9g"}), ("few", floats, {"delimiter": ",", "fmt": "%.4g"}),
            ("whole", random.integers(-2**40, 2**40, size=(9, 2)), {"delimiter": ",", "fmt": "%d"}),
            ("one column", tame[:, 0], {}), ("special", numpy.array([[numpy.inf, -numpy.inf, numpy.nan, -0.0]]), {})]:
        file = io.StringIO()
        if options.get("fmt") == "%r":
            file.write("".join(",".join(repr(float(x)) for x in row) + "\n" for row in array))
        else:
            numpy.savetxt(file, array, **options)
        text = file.getvalue()
        read = {"delimiter": options.get("delimiter"), "ndmin": 2, "skiprows": 1 if name == "header" else 0}
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            doubles = numpy.loadtxt(io.StringIO(text, newline=None), dtype="<f8", **read)
            # Rounded twice, which for none of these makes a difference.
            singles = numpy.array([[numpy.float32(x) for x in row] for row in doubles], "<f4")
        yield {"name": name, "text": text, "separator": options.get("delimiter", " "),
               "shape": list(doubles.shape), "doubles": bits(doubles, "<f8"), "singles": bits(singles, "<f4"),
               "header": ["a", "b", "c"] if name == "header" else []}


def numbers():
    """Texts of numbers that are hard to round, and their bits as Python and numpy have them."""
    from fractions import Fraction

    def single(text):
        """The nearest float32, rounded once."""
        if text.startswith("-"):
            return -single(text[1:])
        exact = Fraction(text)
        near = numpy.float32(float(exact)) if abs(exact) < Fraction(2) ** 128 else numpy.float32(numpy.inf)
        candidates = [numpy.nextafter(near, numpy.float32(-numpy.inf)), near,
                      numpy.nextafter(near, numpy.float32(numpy.inf))]
        finite = [c for c in candidates if numpy.isfinite(c)]
        best = min(finite, key=lambda c: (abs(Fraction(float(c)) - exact),
                                          struct.unpack("<I", struct.pack("<f", float(c)))[0] & 1))
        return best if numpy.isfinite(near) else near

    random = numpy.random.default_rng(1)
    values = ["0", "-0", "1", "+1", "1.", ".5", "-.5e1", "1e22", "1e23", "1E-22", "123456789012345678901234567890",
              "9007199254740993", "9007199254740992.5", "16777217", "16777216.5", "1.17549435e-38", "1e-45", "7e-46",
              "3.4028235e38", "2.2250738585072011e-308", "5e-324", "1.7976931348623157e308",
              "0.1", "0.10000000149011612", "1.00000017881393432617187499", "1.00000017881393432617187501",
              "8.589973e9", "33554433", "0.000001", "100000000000000000000000", "1e10", "1e-10", "16777215e10",
              "16777215e-10", "9007199254740991e22", "9007199254740991e-22"]
    values += [repr(float(x)) for x in numpy.frombuffer(random.bytes(8 * 300), "<f8") if numpy.isfinite(x)]
    values += [str(x) for x in numpy.frombuffer(random.bytes(4 * 300), "<f4") if numpy.isfinite(x)]
    values += [f"{x:.{int(d)}g}" for x, d in zip(random.normal(size=300), random.integers(1, 22, size=300))]
    for text in values:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield {"text": text, "double": bits([float(text)], "<f8"), "single": bits([single(text)], "<f4")}


def missing():
    text = "x,y,z\n1,,3\n,,\n4,5,\n"
    read = numpy.genfromtxt(io.StringIO(text), delimiter=",", skip_header=1)
    return {"text": text, "shape": list(read.shape), "doubles": bits(read, "<f8")}


def shortest():
    """Doubles, and the fewest digits that bring them back."""
    random = numpy.random.default_rng(2)
    values = [x for x in numpy.frombuffer(random.bytes(8 * 300), "<f8") if numpy.isfinite(x)]
    values += [0.1, 1 / 3, 1e16, 1e15, 123456.0, 1e-5, 0.0001, 5e-324, 1.7976931348623157e308, -0.0, 2.5]
    return {"doubles": bits(values, "<f8"), "texts": [repr(float(x)) for x in values]}


def main():
    write("KagamiDataTests", "csv_tables", {
        "files": list(texts()), "numbers": list(numbers()), "missing": missing(), "shortest": shortest()})
