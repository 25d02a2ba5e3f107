"""Writes keys.txt: the keys of all vectors, one a line in hexadecimal; the same at every run."""

import random
import sys


def keys():
    rng = random.Random(20250917)
    found = [b"a", b"ab", b"abc", b"foo", b"placeholder", b"user:1000", b" ", b"\x00", b"\xff"]
    found += [b"q%d" % i for i in range(16)]
    found += [b"session:%08x" % rng.getrandbits(32) for _ in range(48)]
    found += [b"caf\xc3\xa9", "日本語".encode(), "ключ:7".encode(), b"\x80\x81\x82", b"a\r\nb"]
    # every length from 1 to 64 in plain letters and in arbitrary bytes, then longer ones
    for length in [*range(1, 65), 127, 128, 129, 239, 240, 241, 250]:
        found.append(bytes(rng.choice(b"abcdefghijklmnopqrstuvwxyz0123456789:_-") for _ in range(length)))
        found.append(rng.randbytes(length))
    # hash tags: none, empty, unclosed, reversed, repeated, nested, at either end
    for tag in [b"tag", b"42", b"\xe9t\xe9"]:
        for shape in [b"{%s}", b"{%s}x", b"x{%s}", b"a{%s}b", b"$%s$z", b"z$%s$", b"{%s}{other}"]:
            found.append(shape % tag)
    found += [b"{}", b"x{}y", b"{}{tag}", b"{tag", b"tag}", b"}tag{", b"}{tag}", b"{{tag}}", b"{a}b}"]
    found += [b"$$", b"$", b"$a", b"a$$b$c$", b"$$$", b"{$a$}"]
    return list(dict.fromkeys(found))


if __name__ == "__main__":
    sys.stdout.writelines(key.hex() + "\n" for key in keys())
