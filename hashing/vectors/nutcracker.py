"""Asks a real nutcracker where keys go, and writes what it answers.

    python3 nutcracker.py [NUTCRACKER] > ../src/test/resources/vectors/nutcracker.tsv

One process listens as every server of every pool, answers each GET with the number of the server
that was asked, and reads the answers through nutcracker. Nothing is computed here.
"""

import os
import selectors
import socket
import subprocess
import sys
import tempfile
import threading
import time

from keys import keys

HASHES = (
    "one_at_a_time md5 crc16 crc32 crc32a fnv1_64 fnv1a_64 fnv1_32 fnv1a_32 hsieh murmur jenkins"
).split()
WIDTH = 3


class Fleet:
    """Fake Redis servers; each answers GET with its own number."""

    def __init__(self):
        self.selector = selectors.DefaultSelector()
        threading.Thread(target=self.run, daemon=True).start()

    def listen(self, number, address):
        family = socket.AF_UNIX if isinstance(address, str) else socket.AF_INET
        listener = socket.socket(family, socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(512)
        self.selector.register(listener, selectors.EVENT_READ, (None, number))
        return listener

    def stop(self, listener):
        self.selector.unregister(listener)
        listener.close()

    def run(self):
        while True:
            for ready, _ in self.selector.select(0.1):
                rest, number = ready.data
                if rest is None:
                    peer, _ = ready.fileobj.accept()
                    self.selector.register(peer, selectors.EVENT_READ, (bytearray(), number))
                    continue
                try:
                    data = ready.fileobj.recv(65536)
                except ConnectionError:
                    data = b""
                if not data:
                    self.selector.unregister(ready.fileobj)
                    ready.fileobj.close()
                    continue
                rest += data
                reply = b"$%d\r\n%0*d\r\n" % (WIDTH, WIDTH, number)
                while take_get(rest):
                    ready.fileobj.sendall(reply)


def take_get(buffer):
    """Removes one whole GET from the buffer, if there is one."""
    head = buffer.find(b"$", buffer.find(b"$") + 1)
    line = buffer.find(b"\r\n", head)
    if head < 0 or line < 0:
        return False
    end = line + 2 + int(buffer[head + 1 : line]) + 2
    if len(buffer) < end:
        return False
    del buffer[:end]
    return True


def ask(path, wanted):
    """The server of each key, or None for an error, through the pool that listens at path."""
    client = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    client.settimeout(20)
    for _ in range(200):
        try:
            client.connect(path)
            break
        except OSError:
            time.sleep(0.02)
    replies = client.makefile("rb")
    answers = []
    for at in range(0, len(wanted), 50):
        batch = wanted[at : at + 50]
        client.sendall(b"".join(b"*2\r\n$3\r\nGET\r\n$%d\r\n%s\r\n" % (len(k), k) for k in batch))
        for _ in batch:
            line = replies.readline()
            if not line:
                raise SystemExit("nutcracker closed the connection")
            answers.append(int(replies.readline()) if line.startswith(b"$") else None)
    client.close()
    return answers


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def tcp(weights, name=None):
    """Servers on free ports of the loopback address."""
    ports = []
    while len(ports) < len(weights):
        port = free_port()
        if port not in ports and port != 11211:
            ports.append(port)
    return [
        (("127.0.0.1", port), f"127.0.0.1:{port}:{weight}" + (f" {name(i)}" if name else ""))
        for i, (port, weight) in enumerate(zip(ports, weights))
    ]


def server_sets(home):
    odd = ["zz", "a10", "a9", "cache-1", "b", "é"]
    unix = [f"{home}/{n}.sock" for n in ("s", "long-name", "t")]
    return {
        "one": tcp([1]),
        "equal-2": tcp([1] * 2),
        "equal-3": tcp([1] * 3),
        "equal-25": tcp([1] * 25),
        "equal-26": tcp([7] * 26),
        "equal-50-named": tcp([1] * 50, lambda i: f"shard-{i}"),
        "weights-1-1-2": tcp([1, 1, 2]),
        "weights-1-to-5": tcp([1, 2, 3, 4, 5]),
        "weights-10-to-1-named": tcp(list(range(10, 0, -1)), lambda i: f"cache-{i}"),
        "weight-vanishes": tcp([1000, 1]),
        "named": tcp([1] * len(odd), lambda i: odd[i]),
        "named-weighted": tcp([3, 1, 4, 1, 5, 9], lambda i: odd[i]),
        "name-lengths": tcp([1] * 4, lambda i: "n" * (268 + i)),
        "port-11211": [
            ((f"127.77.0.{i}", 11211), f"127.77.0.{i}:11211:1") for i in (9, 10, 200, 3)
        ],
        "unix": [(path, f"{path}:1") for path in unix],
        "unix-named": [(path + "2", f"{path}2:{i + 1} u{i}") for i, path in enumerate(unix)],
    }


def run(program, home, servers, pools):
    """Starts nutcracker with these pools over the servers; each pool is a dict of options."""
    config = f"{home}/nutcracker.yml"
    with open(config, "w", encoding="utf-8") as out:
        for name, options in pools.items():
            out.write(f"{name}:\n  listen: {home}/{name}\n  redis: true\n")
            out.writelines(f"  {key}: {value}\n" for key, value in options.items())
            out.write("  servers:\n" + "".join(f"   - {spec}\n" for _, spec in servers))
    return subprocess.Popen(
        [program, "-c", config, "-s", str(free_port()), "-a", "127.0.0.1", "-v", "0"],
        stderr=subprocess.DEVNULL,
    )


def main():
    program = sys.argv[1] if len(sys.argv) > 1 else "nutcracker"
    wanted = keys()
    fleet = Fleet()
    with tempfile.TemporaryDirectory(prefix="rw") as home:
        for set_name, servers in server_sets(home).items():
            print("servers", set_name, *(spec for _, spec in servers), sep="\t")
            pools = {
                f"p{i}": {"hash": hash_name, "distribution": distribution}
                for i, (hash_name, distribution) in enumerate(
                    (h, d) for h in HASHES for d in ("ketama", "modula")
                )
            }
            for i, tag in enumerate(("{}", "$$", "{:")):
                pools[f"k{i}"] = {"hash": "fnv1a_64", "distribution": "ketama", "hash_tag": f'"{tag}"'}
                pools[f"m{i}"] = {"hash": "murmur", "distribution": "modula", "hash_tag": f'"{tag}"'}
            listeners = [fleet.listen(i, address) for i, (address, _) in enumerate(servers)]
            measure(program, home, set_name, servers, pools, wanted, ())
            if set_name in ("weights-1-to-5", "equal-26", "named-weighted", "equal-3"):
                dead = (1,) if len(servers) == 3 else (0, 3)
                for number in dead:
                    fleet.stop(listeners[number])
                for options in pools.values():
                    options |= {
                        "auto_eject_hosts": "true",
                        "server_failure_limit": 1,
                        "server_retry_timeout": 3600000,
                    }
                measure(program, home, set_name, servers, pools, wanted, dead)
            for number, listener in enumerate(listeners):
                if listener.fileno() >= 0:
                    fleet.stop(listener)


def measure(program, home, set_name, servers, pools, wanted, dead):
    proxy = run(program, home, servers, pools)
    try:
        for name, options in pools.items():
            answers = ask(f"{home}/{name}", wanted)
            for _ in range(8):
                if None in answers:
                    answers = ask(f"{home}/{name}", wanted)
            if dead and options["hash"] == "crc32" and options["distribution"] == "ketama":
                continue  # all keys on one server, so the dead ones are never found out
            print(
                "keys",
                set_name,
                options["hash"],
                options["distribution"],
                options.get("hash_tag", "-").strip('"'),
                ",".join(map(str, dead)) or "-",
                "".join(f"{answer:02x}" for answer in answers),
                sep="\t",
            )
    finally:
        proxy.terminate()
        proxy.wait()


if __name__ == "__main__":
    main()
