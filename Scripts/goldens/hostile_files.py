"""Files that no honest program writes: Tests/KagamiDataTests/Goldens/hostile_files.json, by format.

Lengths that overflow or claim terabytes, archives and streams that inflate to far more than they are, places that
overlap or lie outside, names that come twice, deep nesting, and programs where data is expected.
"""
import base64
import gzip
import io
import json
import struct
import zipfile
import zlib

import numpy
import torch

from common import write

FILES = []
TERA = 1 << 40


def add(kind, name, data):
    count = sum(file["kind"] == kind and file["name"].split(" #")[0] == name for file in FILES)
    name = f"{name} #{count + 1}" if count else name
    FILES.append({"kind": kind, "name": name, "file": base64.b64encode(zlib.compress(bytes(data), 9)).decode()})


# safetensors

def safetensors(header, data=b"", length=None):
    text = header if isinstance(header, bytes) else json.dumps(header).encode()
    return struct.pack("<Q", len(text) if length is None else length) + text + data


def entry(dtype="F32", shape=(2,), offsets=(0, 8)):
    return {"dtype": dtype, "shape": list(shape), "data_offsets": list(offsets)}


def safetensors_files():
    kind, good, data = "safetensors", {"a": entry()}, bytes(8)
    for length in [0, 1, 7, 60, 100_000_000, 100_000_001, 1 << 31, 1 << 32, TERA, (1 << 63) - 1, 1 << 63, (1 << 64) - 8,
                   (1 << 64) - 1]:
        add(kind, f"header of {length}", safetensors(good, data, length))
    for text in ["", "[]", "1", "null", "\"a\"", "{", "}", "{]", "{\"a\"", "{\"a\":", "{\"a\":}", "{\"a\":1}", "{,}", "{\"a\":{}}",
                 "{\"a\":{}", "{a:{}}", "{'a':{}}", "{\"a\":{},}", "{\"a\":{}}}", "{\"a\" {}}", "{\"a\":[]}", "{\"a\":\"b\"}",
                 "{\"\\x\":{}}", "{\"\\u12\":{}}", "{\"\\ud800\":{}}", "{\"\x01\":{}}", "{\"a\":tru}", "{\"a\":{\"dtype\":\"F32\"}}",
                 "{\"__metadata__\":[]}", "{\"__metadata__\":{\"a\":1}}", "{\"__metadata__\":{\"a\":null}}",
                 "{\"__metadata__\":{\"a\":{}}}", "{\"__metadata__\":{},\"__metadata__\":{}}"]:
        add(kind, f"text {text!r}", safetensors(text.encode(), data))
    for bad in [b"\xff", b"{\"\xff\":1}", b"{\"a\xc3\":1}", b"\x00", b"{\"a\":\x00}"]:
        add(kind, f"bytes {bad!r}", safetensors(bad, data))
    for opening, closing, depth in [(b"[", b"]", 129), (b"[", b"]", 20000), (b"[", b"", 20000), (b"{\"a\":", b"}", 129),
                                    (b"{\"a\":", b"}", 20000), (b"[{\"a\":", b"}]", 10000)]:
        add(kind, f"{depth} of {opening!r}", safetensors(b"{\"a\":" + opening * depth + closing * depth + b"}"))
    pair = json.dumps(entry())
    for text in [f"{{\"a\":{pair},\"a\":{pair}}}", f"{{\"a\":{pair},\"\\u0061\":{pair}}}",
                 pair.join(["{\"a\":", "}"]).replace("\"shape\"", "\"dtype\"")]:
        add(kind, f"twice {text!r}", safetensors(text.encode(), data))
    for dtype in ["F8", "F4", "f32", "float32", "", "C64", "I128", "F32 ", "BOOL8", "U128", "__metadata__", "💥"]:
        add(kind, f"type {dtype!r}", safetensors({"a": entry(dtype)}, data))
    widths = {"I64": 8, "F64": 8, "F32": 4, "I32": 4, "BF16": 2, "F16": 2, "I16": 2, "I8": 1, "U8": 1, "BOOL": 1}
    for dtype, width in widths.items():
        size = 4 * width
        for name, shape, offsets, given in [
                ("too little", [4], [0, size], size - 1), ("too much", [4], [0, size], size + 1),
                ("wrong extent", [5], [0, size], size), ("terabytes", [TERA], [0, TERA * width], size),
                ("overflowing product", [1 << 32, 1 << 32], [0, 0], 0),
                ("overflowing size", [(1 << 62) + 1, 4], [0, size], size),
                ("end below start", [4], [size, 0], size), ("a gap", [4], [8, size + 8], size + 8)]:
            add(kind, f"{dtype} {name}", safetensors({"a": entry(dtype, shape, offsets)}, bytes(max(given, 0))))
    for name, shape, offsets in [
            ("negative extent", [-2], [0, 8]), ("negative extents", [-2, -1], [0, 8]), ("negative start", [2], [-8, 0]),
            ("fraction", [2.0], [0, 8]), ("exponent", [2], [0, 8.0]), ("text", ["2"], [0, 8]), ("nested", [[2]], [0, 8]),
            ("one offset", [2], [0]), ("three offsets", [2], [0, 8, 16]), ("no offsets", [2], []),
            ("beyond 64 bits", [1 << 64], [0, 8]), ("offset beyond 64 bits", [2], [0, 1 << 64]),
            ("many axes", [1] * 64 + [2], [0, 8]), ("very many axes", [1] * 5000 + [2], [0, 8]),
            ("truth", [True], [0, 8]), ("null", [None], [0, 8])]:
        add(kind, name, safetensors({"a": entry("F32", shape, offsets)}, data))
    for missing in ["dtype", "shape", "data_offsets"]:
        fields = entry()
        del fields[missing]
        add(kind, f"without {missing}", safetensors({"a": fields}, data))
        fields[missing] = None
        add(kind, f"no {missing}", safetensors({"a": fields}, data))
    for name, offsets in [("overlap", [(0, 8), (4, 12)]), ("the same place", [(0, 8), (0, 8)]), ("within", [(0, 16), (4, 12)]),
                          ("hole", [(0, 8), (16, 24)]), ("hole at the beginning", [(8, 16), (16, 24)])]:
        tensors = {f"t{i}": entry("U8", [end - start], (start, end)) for i, (start, end) in enumerate(offsets)}
        add(kind, name, safetensors(tensors, bytes(24)))
    many = {f"t{i}": entry("U8", [0], (0, 0)) for i in range(3000)}
    add(kind, "many names and a byte too much", safetensors(many, b"x"))


# npy

def npy(text, data=b"", version=(1, 0), length=None, magic=b"\x93NUMPY"):
    text = text.encode("latin1") if isinstance(text, str) else text
    size = len(text) if length is None else length
    return magic + bytes(version) + struct.pack("<H" if version[0] == 1 else "<I", size) + text + data


def header(descr="'<f4'", order="False", shape="(2,)"):
    return f"{{'descr': {descr}, 'fortran_order': {order}, 'shape': {shape}, }}\n"


def npy_files():
    kind = "npy"
    for magic in [b"", b"\x93", b"\x93NUMP", b"\x93numpy", b"NUMPY\x93", b"\x00NUMPY"]:
        add(kind, f"magic {magic!r}", npy(header(), bytes(8), magic=magic))
    for version in [(0, 0), (0, 1), (1, 1), (2, 1), (4, 0), (255, 255)]:
        add(kind, f"version {version}", npy(header(), bytes(8), version))
    for version, length in [((1, 0), 0), ((1, 0), 1), ((1, 0), 10_001), ((1, 0), 65_535), ((2, 0), 1 << 31), ((2, 0), 0xffffffff),
                            ((3, 0), 0xffffffff), ((2, 0), 9_999)]:
        add(kind, f"version {version} header of {length}", npy(header(), bytes(8), version, length))
    for descr in ["'|O'", "'O'", "'|V8'", "'|S4'", "'<U4'", "'<c8'", "'<c16'", "'<f16'", "'<m8[s]'", "'<M8[us]'", "'<f3'", "'<f0'",
                  "'<f-4'", "'<f4294967300'", "'f4f4'", "''", "' <f4'", "'<f4 '", "4", "None", "True", "()", "[]", "['<f4']",
                  "[('a', '<f4')]", "[('a', [('b', '<f4')])]", "('<f4', (2,))", "{'names': ['a'], 'formats': ['<f4']}",
                  "__import__('os').system('true')", "'<f4' + ''", "'\\x3cf4'", "b'<f4'", "'<f4", "\"<f4'", "'$f4'", "'=f8'x"]:
        add(kind, f"type {descr}", npy(header(descr), bytes(8)))
    for order in ["None", "0", "1", "'False'", "false", "", "()", "not True", "Fals", "FalseFalse"]:
        add(kind, f"order {order}", npy(header(order=order), bytes(8)))
    for shape in ["2", "[2]", "(2", "2,)", "(2.0,)", "('2',)", "(-2,)", "(2,,)", "(,)", "((2,),)", "(None,)", "(True,)", "(2, 1 1)",
                  "(1e1,)", "(0x2,)", "(2LL,)", "(9223372036854775808,)", "(18446744073709551616,)", "(99999999999999999999999999,)",
                  "(9223372036854775807,)", "(4611686018427387904, 2)", "(4294967296, 4294967296)", "(1099511627776,)",
                  "(1099511627776, 0, 1)", "(" + "1," * 65 + ")", "(" + "1," * 3000 + ")", "(3,)", "(1,)", "(2, 2)", "()"]:
        add(kind, f"shape {shape[:40]}", npy(header(shape=shape), bytes(8)))
    for text in ["", "{", "}", "{}", "[]", "{'descr'}", "{'descr':}", "{'descr': '<f4'}", header() * 2, header()[:-1] + "x",
                 "{'descr': '<f4', 'fortran_order': False}", "{'fortran_order': False, 'shape': (2,)}",
                 header().replace("}", "'more': 1}"), header().replace("'shape'", "'descr'"), header().replace("'descr'", "b'descr'"),
                 "(" * 9000, "{" * 9000, "[" * 9000, "{'a':" * 1800, "{'shape': " + "(" * 9000, "'" * 9000, "\\" * 9000, "\0" * 100,
                 "{'descr': '<f4', 'fortran_order': False, 'shape': (2,)} or 1", "# comment", "{**{}}", "lambda: 0"]:
        add(kind, f"text {text[:40]!r}", npy(text, bytes(8)))
    for dtype in ["|b1", "|u1", "|i1", "<i2", "<i4", "<i8", "<f2", "<f4", ">f8"]:
        width = int(dtype[2])
        add(kind, f"{dtype} too little", npy(header(f"'{dtype}'", shape="(4,)"), bytes(4 * width - 1)))
        add(kind, f"{dtype} too much", npy(header(f"'{dtype}'", shape="(4,)"), bytes(4 * width + 1)))


# zip archives: npz

def archive(files, compression=zipfile.ZIP_STORED, comment=b""):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as target:
        for name, data in files:
            target.writestr(zipfile.ZipInfo(name), data, compress_type=compression)
        target.comment = comment
    return bytearray(buffer.getvalue())


def changed(data, signature, place, fmt, value, last=True):
    """The archive with one number of its last, or first, record of a signature changed."""
    data = bytearray(data)
    start = data.rindex(signature) if last else data.index(signature)
    struct.pack_into(fmt, data, start + place, value)
    return data


def bomb(size, value=b"\0"):
    """A deflated stream of `size` equal bytes, without a wrapper."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    parts = [packer.compress(value * (1 << 20)) for _ in range(size >> 20)]
    return b"".join(parts) + packer.flush()


def raw_archive(name, stored, size, method=8, checksum=0):
    """An archive whose directory says of a file what it is told to."""
    name = name.encode()
    facts = struct.pack("<HHHHIII", 0, method, 0, 33, checksum, min(len(stored), 0xffffffff), min(size, 0xffffffff))
    local = b"PK\3\4" + struct.pack("<H", 20) + facts + struct.pack("<HH", len(name), 0) + name + stored
    directory = b"PK\1\2" + struct.pack("<HH", 20, 20) + facts + struct.pack("<HHHHHII", len(name), 0, 0, 0, 0, 0, 0) + name
    return local + directory + b"PK\5\6" + struct.pack("<HHHHIIH", 0, 0, 1, 1, len(directory), len(local), 0)


ENTRY, END, LOCAL = b"PK\1\2", b"PK\5\6", b"PK\3\4"


def zip_files(kind, good, member):
    """Archives that are damaged or mislead, of which `good` is a sound one with a file called `member`."""
    for fmt, place, values, name in [
            ("<H", 8, [1, 0x41], "flags"), ("<H", 10, [1, 9, 12, 14, 93, 99, 0xffff], "method"),
            ("<I", 20, [1, 0x7fffffff, 0xfffffffe, 0xffffffff], "stored size"),
            ("<I", 24, [1, 0x7fffffff, 0xfffffffe, 0xffffffff], "size"), ("<H", 28, [0, 1, 0xffff], "name's length"),
            ("<H", 30, [1, 0xffff], "extra length"), ("<H", 32, [1, 0xffff], "comment length"),
            ("<I", 42, [1, 0x7fffffff, 0xfffffffe, 0xffffffff], "offset"), ("<I", 16, [1, 0xffffffff], "checksum")]:
        for value in values:
            add(kind, f"{name} {value}", changed(good, ENTRY, place, fmt, value))
    for fmt, place, values, name in [
            ("<H", 10, [0, 0xfffe, 0xffff], "count"), ("<I", 12, [0, 1, 0x7fffffff, 0xfffffffe, 0xffffffff], "directory's size"),
            ("<I", 16, [0, 1, 0x7fffffff, 0xfffffffe, 0xffffffff], "directory's offset"), ("<H", 20, [1, 0xffff], "comment")]:
        for value in values:
            add(kind, f"{name} {value}", changed(good, END, place, fmt, value))
    for fmt, place, values in [("<I", 0, [0]), ("<H", 26, [0xffff]), ("<H", 28, [0xffff])]:
        for value in values:
            add(kind, f"local header at {place} {value}", changed(good, LOCAL, place, fmt, value))
    for size in [64 << 20, 1 << 30, 0xfffffffe]:
        add(kind, f"bomb of {size}", raw_archive(member, bomb(64 << 20), size))
    add(kind, "bomb that says it is small", raw_archive(member, bomb(64 << 20), 1000))
    add(kind, "stream cut", raw_archive(member, bomb(1 << 20)[:100], 1 << 20))
    add(kind, "no stream", raw_archive(member, b"hello, world", 100))
    add(kind, "empty stream", raw_archive(member, b"", 100))
    files = good[:good.index(ENTRY)]
    directory = good[good.index(ENTRY):good.rindex(END)]
    once = directory[:directory.index(ENTRY, 4)] if directory.count(ENTRY) > 1 else directory
    for count in [2, 1000]:
        data = files + once * count
        data += END + struct.pack("<HHHHIIH", 0, 0, count, count, len(once) * count, len(files), 0)
        add(kind, f"the same file {count} times", data)
        renamed = b"".join(once.replace(member[:4].encode(), f"{i:04d}".encode()) for i in range(count))
        data = files + renamed + END + struct.pack("<HHHHIIH", 0, 0, count, count, len(renamed), len(files), 0)
        add(kind, f"{count} files of the same bytes", data)
    large = b"PK\6\6" + struct.pack("<QHHIIQQQQ", 44, 45, 45, 0, 0, 1 << 62, 1 << 62, 1 << 62, 1 << 62)
    locator = b"PK\6\7" + struct.pack("<IQI", 0, len(files), 1)
    end = END + struct.pack("<HHHHIIH", 0, 0, 0xffff, 0xffff, 0xffffffff, 0xffffffff, 0)
    add(kind, "64-bit numbers beyond all", files + large + locator + end)
    add(kind, "64-bit numbers without their record", files + locator + end)
    add(kind, "64-bit record beyond all", files + b"PK\6\7" + struct.pack("<IQI", 0, (1 << 63) + 5, 1) + end)
    add(kind, "an end alone within another's comment", END + struct.pack("<HHHHIIH", 0, 0, 5, 5, 100, 0, 0))


def npz_files():
    kind, numbers = "npz", numpy.arange(6, dtype=numpy.float32)
    sound = npy(header(shape="(6,)"), numbers.tobytes())
    zip_files(kind, archive([("abcd.npy", sound), ("b.npy", sound)]), "abcd.npy")
    for name in ["../../etc/passwd", "/etc/passwd", "a.npy/", "a", ".npz", "a.NPY", "a.npy\0", "C:\\a", "a.npy.txt", ""]:
        add(kind, f"name {name!r}", archive([(name, sound)]) if "\0" not in name else raw_archive(name, sound, len(sound), 0))
    for name, data in [("object", npy(header("'|O'"), b"cos\nsystem\n(S'true'\ntR.")), ("an archive", archive([("b.npy", sound)])),
                       ("nothing", b""), ("terabytes", npy(header(shape="(1099511627776,)"))), ("text", b"hello")]:
        add(kind, f"array that is {name}", archive([("abcd.npy", data)]))
        add(kind, f"deflated array that is {name}", archive([("abcd.npy", data)], zipfile.ZIP_DEFLATED))


# torch.save

def pickled(body, protocol=2):
    return bytes([0x80, protocol]) + body + b"."


def torch_zip(pickle, storages=(), records=()):
    files = [("a/data.pkl", pickle)] + [(f"a/data/{i}", data) for i, data in enumerate(storages)]
    return archive(files + [("a/version", b"3\n"), *records])


def unicode(text):
    return b"X" + struct.pack("<I", len(text.encode())) + text.encode()


def integer(value):
    return b"\x8a\x08" + struct.pack("<q", value)


def items(*parts):
    return b"(" + b"".join(parts) + b"t"


def storage(count=2, key="0", name="FloatStorage", module="torch", extra=b"", location="cpu"):
    return items(unicode("storage"), f"c{module}\n{name}\n".encode(), unicode(key), unicode(location), integer(count), extra) + b"Q"


def tensor(of=None, offset=0, shape=(2,), strides=(1,), function="_rebuild_tensor_v2"):
    return f"ctorch._utils\n{function}\n".encode() + items(
        storage() if of is None else of, integer(offset), items(*map(integer, shape)), items(*map(integer, strides)), b"\x89",
        b"ccollections\nOrderedDict\n)R") + b"R"


GLOBALS = [
    "os system", "posix system", "nt system", "subprocess Popen", "subprocess check_output", "builtins eval", "builtins exec",
    "builtins getattr", "builtins __import__", "__builtin__ eval", "__builtin__ getattr", "builtins open", "builtins compile",
    "runpy run_path", "sys exit", "importlib import_module", "torch load", "torch hub", "torch.hub load", "torch.nn Linear",
    "torch.nn.modules.linear Linear", "torch._utils _rebuild_sparse_tensor", "torch._utils _rebuild_device_tensor_from_numpy",
    "torch.jit._pickle build_intlist", "numpy.core.multiarray _reconstruct", "numpy ndarray", "collections Counter",
    "collections OrderedDict.fromkeys", "copyreg _reconstructor", "pickle loads", "marshal loads", "ctypes CDLL", "socket socket",
    "webbrowser open", "pty spawn", "code interact", "operator attrgetter", "functools partial", "types FunctionType",
    "asyncio run", "shutil rmtree", "torch.serialization load", "torch.Tensor __reduce__", "torch.storage _load_from_bytes",
    "torch _C", "torch.Size __class__", "__main__ Evil", "bdb Bdb", "timeit timeit", "idlelib.pyshell main"]


def torch_files():
    kind = "torch"
    good = archive([("abcd/data.pkl", pickled(tensor())), ("abcd/version", b"3\n"), ("abcd/data/0", bytes(8))])
    zip_files(kind, good, "abcd/data.pkl")
    for name in GLOBALS:
        module, attribute = name.split()
        call = f"c{module}\n{attribute}\n".encode() + items(unicode("true")) + b"R"
        add(kind, f"global {name}", torch_zip(pickled(call)))
    allowed = set(b"().GJKMNQRTUX]abcehjqrstu}") | {0x80, *range(0x85, 0x8e), 0x93, 0x94, 0x95}
    for code in range(256):
        if code not in allowed:
            add(kind, f"instruction {code:#x}", torch_zip(pickled(bytes([code]) + b"0\n0\n")))
    for name, body in [
            ("nothing on the stack", b""), ("no mark", b"t"), ("no items", b"R"), ("build of nothing", b"b"), ("append to none", b"Na"),
            ("items of a number", b"K\1(K\1K\2u"), ("odd items", b"}(K\1u"), ("memo without", b"h\5"), ("long memo", b"j\xff\xff\xff\xff"),
            ("string of 4 GiB", b"X\xff\xff\xff\xff"), ("bytes of 4 GiB", b"T\xff\xff\xff\xff"), ("string of 2**64", b"\x8d" + b"\xff" * 8),
            ("number of 2 GiB", b"\x8b\xff\xff\xff\x7f"), ("number of -1", b"\x8b\xff\xff\xff\xff"), ("number of 255 bytes", b"\x8a\xff"),
            ("large number", b"\x8a\x09" + b"\x7f" * 9), ("frame of 2**64", b"\x95" + b"\xff" * 8), ("stack global of numbers", b"K\1K\1\x93"),
            ("call of a number", b"K\1)R"), ("call of a dictionary", b"})R"), ("persistent number", b"K\1Q"),
            ("persistent tuple", items(unicode("module")) + b"Q"), ("itself", b"]q\0h\0a"), ("itself in a dictionary", b"}q\0K\1h\0s"),
            ("list as a key", b"}]K\1s"), ("deep", b"]" * 200 + b"a" * 199), ("very deep", b"]" * 20000 + b"a" * 19999),
            ("deep tuples", b")" + b"\x85" * 20000), ("not text", b"X\2\0\0\0\xff\xfe"), ("tensor as a key", b"}" + tensor() + b"K\1s"),
            ("laughs", b"]q\0" + b"".join(b"](" + bytes([0x68, i]) * 10 + b"eq" + bytes([i + 1]) for i in range(12))),
            ("many marks", b"(" * 100000), ("a set", b"\x8f"), ("a name cut", b"cos\nsystem")]:
        add(kind, name, torch_zip(pickled(body), [bytes(8)]))
    for name, part in [
            ("count beyond", storage(3)), ("count below", storage(1)), ("negative count", storage(-1)), ("terabytes", storage(TERA)),
            ("overflow", storage(1 << 61)), ("unknown storage", storage(name="NoStorage")), ("quantized", storage(name="QInt8Storage")),
            ("complex", storage(1, name="ComplexFloatStorage")), ("key above", storage(key="../0")), ("absolute key", storage(key="/etc/passwd")),
            ("key of another", storage(key="1")), ("no key", storage(key="")), ("other type", storage(name="DoubleStorage")),
            ("long key", storage(key="0" * 5000)), ("more fields", storage(extra=b"N" * 3))]:
        add(kind, f"storage: {name}", torch_zip(pickled(tensor(part)), [bytes(8)]))
    for name, offset, shape, strides in [
            ("offset beyond", 1, (2,), (1,)), ("negative offset", -1, (2,), (1,)), ("large offset", 1 << 62, (2,), (1,)),
            ("extent beyond", 0, (3,), (1,)), ("negative extent", 0, (-1,), (1,)), ("terabytes", 0, (TERA,), (1,)),
            ("expanded", 0, (TERA,), (0,)), ("expanded a little", 0, (2, 2), (0, 1)), ("overlapping", 0, (2, 1, 2), (1, 1, 1)),
            ("negative stride", 1, (2,), (-1,)), ("large stride", 0, (2,), (1 << 62,)), ("overflowing reach", 0, (1 << 31, 1 << 31), (1 << 31, 1)),
            ("overflowing product", 0, (1 << 32, 1 << 32), (1, 1)), ("fewer strides", 0, (2,), ()), ("more strides", 0, (2,), (1, 1)),
            ("many axes", 0, (1,) * 65, (1,) * 65), ("thousands of axes", 0, (1,) * 5000, (1,) * 5000)]:
        add(kind, f"tensor: {name}", torch_zip(pickled(tensor(None, offset, shape, strides)), [bytes(8)]))
    for function in ["_rebuild_tensor_v1", "_rebuild_qtensor", "_rebuild_nested_tensor", "_rebuild_meta_tensor_no_storage"]:
        add(kind, function, torch_zip(pickled(tensor(function=function)), [bytes(8)]))
    for name, records in [("script", [("a/constants.pkl", b"x")]), ("byte order", [("a/byteorder", b"middle")]),
                          ("long byte order", [("a/byteorder", b"little" * 100)])]:
        add(kind, name, torch_zip(pickled(tensor()), [bytes(8)], records))
    for version in [b"", b"0", b"11", b"-1", b"3.0", b"x", b"9" * 40, b"3" * 100]:
        add(kind, f"version {version!r}", archive([("a/data.pkl", pickled(b"N")), ("a/version", version)]))
    # The older stream of pickles.
    buffer = io.BytesIO()
    torch.save({"a": torch.zeros(2)}, buffer, _use_new_zipfile_serialization=False)
    legacy = buffer.getvalue()
    magic = pickled(b"\x8a\x0al\xfc\x9cF\xf9 j\xa8P\x19")
    assert legacy.startswith(magic)
    for name, data in [
            ("magic alone", magic), ("magic of another", pickled(b"K\1")), ("version 1000", magic + pickled(b"M\xe8\3")),
            ("no system", magic + pickled(b"M\xe9\3")), ("keys missing", legacy[:legacy.rindex(b"].")] if b"]." in legacy else magic),
            ("elements missing", legacy[:-4]), ("count missing", legacy[:-12]),
            ("terabytes", legacy[:-16] + struct.pack("<q", TERA) + bytes(8)), ("negative", legacy[:-16] + struct.pack("<q", -2) + bytes(8)),
            ("overflow", legacy[:-16] + struct.pack("<q", 1 << 62) + bytes(8))]:
        add(kind, f"stream: {name}", data)


# IDX

def idx(shape=(2, 3), data=None, kind=8, head=b"\0\0"):
    count = int(numpy.prod(shape, dtype=object)) if data is None else 0
    return head + bytes([kind, len(shape)]) + b"".join(struct.pack(">I", extent) for extent in shape) + (
        bytes(count) if data is None else data)


def idx_files():
    kind = "idx"
    for code in [0, 1, 7, 9, 10, 0x0b, 0x0c, 0x0d, 0x0e, 0xff]:
        add(kind, f"type {code}", idx(kind=code))
    for rank in [0, 5, 6, 64, 128, 255]:
        add(kind, f"rank {rank}", b"\0\0\x08" + bytes([rank]) + struct.pack(">I", 1) * rank + b"x")
    for shape in [(0xffffffff,), (0xffffffff,) * 2, (0xffffffff,) * 3, (0xffffffff,) * 4, (1 << 16,) * 4, (1 << 31, 2), (2, 4), (7,)]:
        add(kind, f"shape {shape}", idx(shape, bytes(6)))
        add(kind, f"gzip of shape {shape}", gzip.compress(idx(shape, bytes(6)), mtime=0))
    packed = bytearray(gzip.compress(idx(), mtime=0))
    for name, data in [("trailing", packed + b"x"), ("two members", packed + packed), ("twice", gzip.compress(bytes(packed), mtime=0))]:
        add(kind, f"gzip: {name}", data)
    for name, place, value in [("method", 2, 9), ("reserved flags", 3, 0xff), ("checksum", -8, 0x55), ("length", -4, 0xff), ("stream", 12, 0xff)]:
        damaged = bytearray(packed)
        damaged[place] ^= value
        add(kind, f"gzip: {name}", damaged)
    for size in [64 << 20, 100 << 20]:
        whole = struct.pack(">I", size)
        add(kind, f"gzip bomb of {size}", gzip.compress(b"\0\0\x08\1" + whole + bytes(size), mtime=0))
        add(kind, f"gzip bomb beyond {size}", gzip.compress(b"\0\0\x08\1" + struct.pack(">I", 6) + bytes(size), mtime=0))
    add(kind, "head", idx(head=b"\0\1"))


# PNG

def chunk(name, data=b"", checksum=None, length=None):
    body = name + data
    return struct.pack(">I", len(data) if length is None else length) + body + struct.pack(
        ">I", zlib.crc32(body) if checksum is None else checksum)


def png(width=2, height=2, depth=8, colour=0, interlace=0, rows=None, chunks=b""):
    rows = b"\0\1\2\0\3\4" if rows is None else rows
    head = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, interlace)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunks + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND")


def png_files():
    kind = "png"
    for width, height in [(0, 1), (1, 0), (0, 0), (0x7fffffff, 0x7fffffff), (0xffffffff, 1), (1, 0xffffffff), (65536, 65536),
                          (1 << 20, 1 << 20), (1000000, 1000), (9000, 9000)]:
        add(kind, f"{width} by {height}", png(width, height))
    add(kind, "bomb", png(30000, 30000, rows=bytes(30001 * 3000)))
    for depth, colour in [(3, 0), (0, 0), (255, 0), (16, 3), (1, 2), (8, 1), (8, 5), (8, 7), (8, 255)]:
        add(kind, f"depth {depth} colour {colour}", png(depth=depth, colour=colour))
    add(kind, "interlace", png(interlace=9))
    good = png()
    for name, data in [
            ("signature alone", good[:8]), ("no header", good[:8] + chunk(b"IDAT", b"x")), ("chunk of 4 GiB", good[:8] + chunk(b"IHDR", b"x", length=0xffffffff)),
            ("no pixels", good[:33] + chunk(b"IEND")), ("header's checksum", good[:29] + b"\0\0\0\0" + good[33:]), ("other signature", b"\x89PNF" + good[4:]),
            ("jpeg", b"\xff\xd8\xff\xe0" + bytes(100)), ("no palette", png(colour=3)), ("rows cut", png(rows=b"\0\1")), ("filter", png(rows=b"\7\1\2\7\3\4"))]:
        add(kind, name, data)


def main():
    safetensors_files()
    npy_files()
    npz_files()
    torch_files()
    idx_files()
    png_files()
    names = [(file["kind"], file["name"]) for file in FILES]
    assert len(set(names)) == len(names), [name for name in names if names.count(name) > 1][:5]
    write("KagamiDataTests", "hostile_files", {"files": FILES})
    print(len(FILES), {kind: sum(k == kind for k, _ in names) for kind in dict(names)})
