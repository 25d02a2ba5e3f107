"""Writes the hashes of Twemproxy's own functions, built from its source with gcc.

    python3 hashkit.py TWEMPROXY_SOURCE > ../src/test/resources/vectors/hashkit.tsv

TWEMPROXY_SOURCE is a checkout of github.com/twitter/twemproxy (made with 60aaf85). Each function
is built twice, with `char` signed as on x86 and unsigned as on ARM Linux.
"""

import ctypes
import pathlib
import subprocess
import sys
import tempfile

from keys import keys

FILES = "crc16 crc32 fnv hsieh jenkins md5 murmur one_at_a_time".split()
HASHES = (
    "one_at_a_time md5 crc16 crc32 crc32a fnv1_64 fnv1a_64 fnv1_32 fnv1a_32 hsieh murmur jenkins"
).split()

source = pathlib.Path(sys.argv[1], "src")
with tempfile.TemporaryDirectory() as home:
    for sign in ("signed", "unsigned"):
        library = f"{home}/{sign}.so"
        subprocess.run(
            ["gcc", "-w", "-O2", "-shared", "-fPIC", f"-f{sign}-char", "-DHAVE_EPOLL=1"]
            + ["-DHAVE_LITTLE_ENDIAN=1", f"-I{source}", "-o", library]
            + [str(source / "hashkit" / f"nc_{name}.c") for name in FILES],
            check=True,
        )
        functions = ctypes.CDLL(library)
        for name in HASHES:
            function = getattr(functions, f"hash_{name}")
            function.restype = ctypes.c_uint32
            function.argtypes = [ctypes.c_char_p, ctypes.c_size_t]
            values = "".join(f"{function(key, len(key)):08x}" for key in [b"", *keys()])
            print("hash", name, sign, values, sep="\t")
