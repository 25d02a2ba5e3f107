"""pylibmc with its defaults, the text protocol: python3 pylibmc_client.py PORT"""

import sys
import time

import pylibmc

client = pylibmc.Client([f"127.0.0.1:{sys.argv[1]}"])
binary = bytes((i * 31 + (i >> 8)) & 255 for i in range((1 << 20) - 1024))

assert client.set("pylibmc:text", "grüße")
assert client.get("pylibmc:text") == "grüße"
assert client.get("pylibmc:none") is None
assert client.set("pylibmc:object", {"a": [1, 2.5, None]})
assert client.get("pylibmc:object") == {"a": [1, 2.5, None]}
assert client.add("pylibmc:added", b"1")
assert not client.add("pylibmc:added", b"2")
assert client.replace("pylibmc:added", b"3")
assert client.append("pylibmc:added", b"4")
assert client.prepend("pylibmc:added", b"2")
assert client.get("pylibmc:added") == b"234"

client.behaviors["cas"] = True
value, cas = client.gets("pylibmc:added")
assert value == b"234"
assert client.cas("pylibmc:added", b"new", cas)
assert not client.cas("pylibmc:added", b"newer", cas)

assert client.set("pylibmc:count", 40)
assert client.incr("pylibmc:count", 3) == 43
assert client.decr("pylibmc:count") == 42

many = {f"pylibmc:many:{i * 7919}": i for i in range(300)}
assert client.set_multi(many) == []
assert client.get_multi([*many, "pylibmc:none"]) == many
assert client.delete_multi(list(many))
assert client.get_multi(list(many)) == {}

assert client.set("pylibmc:binary", binary)
assert client.get("pylibmc:binary") == binary
try:
    client.set("pylibmc:long", bytes(2 << 20))
    raise AssertionError("no error")
except pylibmc.TooBig:
    pass

assert client.set("pylibmc:short", b"v", time=1)
assert client.touch("pylibmc:text", 100)
deadline = time.monotonic() + 20
while client.get("pylibmc:short") is not None:
    assert time.monotonic() < deadline, "it does not expire"
    time.sleep(0.1)

assert client.delete("pylibmc:text")
assert not client.delete("pylibmc:text")
assert client.get_stats()
assert client.flush_all()
assert client.get("pylibmc:count") is None
client.disconnect_all()
print("ok")
