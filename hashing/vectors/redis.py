"""Asks a real Redis for the slots of keys, and redis-cli how it spreads slots over masters.

    python3 redis.py > ../src/test/resources/vectors/redis.tsv
"""

import pathlib
import re
import socket
import subprocess
import tempfile
import time

from keys import keys

MASTERS = (3, 4, 5, 6, 7, 9)


def free_ports(count):
    """Ports that are free, and whose cluster bus ports are."""
    probes = []
    while len(probes) < 2 * count:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1] % 40000 + 10000
        low, high = socket.socket(), socket.socket()
        try:
            low.bind(("127.0.0.1", port))
            high.bind(("127.0.0.1", port + 10000))
            probes += [low, high]
        except OSError:
            low.close()
            high.close()
    ports = [probe.getsockname()[1] for probe in probes[::2]]
    for probe in probes:
        probe.close()
    return ports


def start(port, home):
    folder = pathlib.Path(home, str(port))
    folder.mkdir()
    return subprocess.Popen(
        ["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--cluster-enabled", "yes"]
        + ["--dir", str(folder), "--save", ""],
        stdout=subprocess.DEVNULL,
    )


def connect(port):
    for _ in range(200):
        try:
            return socket.create_connection(("127.0.0.1", port))
        except OSError:
            time.sleep(0.05)
    raise SystemExit("redis-server did not start")


with tempfile.TemporaryDirectory() as home:
    ports = free_ports(max(MASTERS))
    servers = [start(port, home) for port in ports]
    try:
        connections = [connect(port) for port in ports]
        replies = connections[0].makefile("rb")
        slots = []
        for key in keys():
            connections[0].sendall(
                b"*3\r\n$7\r\nCLUSTER\r\n$7\r\nKEYSLOT\r\n$%d\r\n%s\r\n" % (len(key), key)
            )
            slots.append(int(replies.readline()[1:]))
        print("keyslot", "".join(f"{slot:04x}" for slot in slots), sep="\t")
        for masters in MASTERS:
            hosts = [f"127.0.0.1:{port}" for port in ports[:masters]]
            plan = subprocess.run(
                ["redis-cli", "--cluster", "create", *hosts],
                input="no\n", capture_output=True, text=True,
            ).stdout
            ranges = re.findall(r"Master\[\d+\] -> Slots (\d+) - (\d+)", plan)
            print("ranges", masters, *(f"{first}-{last}" for first, last in ranges), sep="\t")
    finally:
        for server in servers:
            server.terminate()
            server.wait()
