"""pymemcache with its defaults: python3 pymemcache_client.py PORT"""

import sys
import time

from pymemcache.client.base import Client, PooledClient
from pymemcache.exceptions import MemcacheServerError

client = Client(("127.0.0.1", int(sys.argv[1])))
binary = bytes((i * 31 + (i >> 8)) & 255 for i in range((1 << 20) - 1024))

assert client.version().startswith(b"1.")
assert client.set("pymc:text", "grüße".encode())
assert client.get("pymc:text").decode() == "grüße"
assert client.get("pymc:none") is None
assert client.get("pymc:none", "default") == "default"
assert client.add("pymc:added", "1", noreply=False)
assert not client.add("pymc:added", "2", noreply=False)
assert client.replace("pymc:added", "3", noreply=False)
assert not client.replace("pymc:none", "3", noreply=False)
assert client.append("pymc:added", "4", noreply=False)
assert client.prepend("pymc:added", "2", noreply=False)
assert client.get("pymc:added") == b"234"

value, cas = client.gets("pymc:added")
assert value == b"234"
assert client.cas("pymc:added", "new", cas) is True
assert client.cas("pymc:added", "newer", cas) is False
assert client.cas("pymc:none", "new", cas) is None

client.set("pymc:count", "40", noreply=False)
assert client.incr("pymc:count", 3) == 43
assert client.decr("pymc:count", 1) == 42
assert client.incr("pymc:none", 1) is None

many = {f"pymc:many:{i * 7919}": str(i).encode() for i in range(300)}
assert client.set_many(many, noreply=False) == []
assert client.get_many([*many, "pymc:none"]) == many
gets = client.gets_many(many)
assert {key: pair[0] for key, pair in gets.items()} == many
assert client.delete_many(list(many), noreply=False)
assert client.get_many(list(many)) == {}

assert client.set("pymc:binary", binary, noreply=False)
assert client.get("pymc:binary") == binary
try:
    client.set("pymc:long", bytes(2 << 20), noreply=False)
    raise AssertionError("no error")
except MemcacheServerError as error:
    assert "too large" in str(error), error

# Without waiting for replies, in order all the same.
for i in range(1000):
    client.set("pymc:quiet", str(i), noreply=True)
assert client.get("pymc:quiet") == b"999"

assert client.set("pymc:short", "v", expire=1, noreply=False)
assert client.touch("pymc:text", expire=100, noreply=False)
assert not client.touch("pymc:none", expire=100, noreply=False)
deadline = time.monotonic() + 20
while client.get("pymc:short") is not None:
    assert time.monotonic() < deadline, "it does not expire"
    time.sleep(0.1)

assert client.delete("pymc:text", noreply=False)
assert not client.delete("pymc:text", noreply=False)
assert client.flush_all(noreply=False)
assert client.get("pymc:count") is None
client.quit()

pooled = PooledClient(("127.0.0.1", int(sys.argv[1])), max_pool_size=4)
assert pooled.set("pymc:pooled", "v", noreply=False)
assert pooled.get("pymc:pooled") == b"v"
pooled.close()
print("ok")
