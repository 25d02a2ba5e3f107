"""Writes the answers of mcrouter's own furc_hash (Ch3), built from its source with gcc.

    python3 mcrouter.py MCROUTER_SOURCE > ../src/test/resources/vectors/mcrouter.tsv

MCROUTER_SOURCE is a checkout of github.com/facebook/mcrouter (made with 9d7f434).
"""

import ctypes
import pathlib
import subprocess
import sys
import tempfile

from keys import keys

root = pathlib.Path(sys.argv[1])
with tempfile.TemporaryDirectory() as home:
    library = f"{home}/hash.so"
    subprocess.run(
        ["gcc", "-w", "-O2", "-shared", "-fPIC", f"-I{root}", "-o", library]
        + [str(root / "mcrouter/lib/fbi/hash.c")],
        check=True,
    )
    functions = ctypes.CDLL(library)
    functions.furc_hash.restype = ctypes.c_uint32
    functions.furc_hash.argtypes = [ctypes.c_char_p, ctypes.c_size_t, ctypes.c_uint32]
    for servers in (1, 2, 3, 4, 5, 7, 8, 25, 64, 65, 100, 255):
        answers = (functions.furc_hash(key, len(key), servers) for key in keys())
        print("ch3", servers, "".join(f"{answer:02x}" for answer in answers), sep="\t")
