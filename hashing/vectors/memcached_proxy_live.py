"""Asks a running memcached proxy where keys go: sets each through it and looks which server has it.

    python3 memcached_proxy_live.py PROGRAM > ../src/test/resources/vectors/memcached_proxy_live.tsv

PROGRAM is a memcached that can be a proxy. Only keys that memcached's text protocol allows are
asked for; the others get "--". The servers are memcacheds of the PATH.
"""

import pathlib
import re
import socket
import subprocess
import sys
import tempfile
import time

from keys import keys

SERVERS = 5

# What Ringway calls it, its hash, a seed, a rule for tags with its marks, and the pool's options.
KINDS = [
    ("jump", "xxh3", "", "", ""),
    ("jump", "xxh3", "replica_1", "", ""),
    ("jump", "xxh3", "", "stop |#|", "filter = 'stop', filter_conf = '|#|'"),
    ("jump", "xxh3", "", "tags {}", "filter = 'tags', filter_conf = '{}'"),
    ("memcached_proxy", "xxh3", "", "", "dist = mcp.dist_ring_hash"),
    ("memcached_proxy", "xxh3", "replica_1", "", "dist = mcp.dist_ring_hash"),
    *(
        (f"memcached_proxy_{mode}", hash_name, "", "", ring)
        for mode in ("ketama", "twemproxy", "evcache")
        for hash_name, ring in (
            ("xxh3", f"dist = mcp.dist_ring_hash, omode = '{mode}'"),
            ("md5", f"dist = mcp.dist_ring_hash, omode = '{mode}', hash = mcp.dist_ring_hash.hash"),
        )
    ),
]

ROUTE = """
function mcp_config_pools()
  return mcp.pool({%s}, {%s})
end
function mcp_config_routes(pool)
  local route = mcp.funcgen_new()
  local handle = route:new_handle(pool)
  route:ready({f = function(context)
    return function(request) return context:enqueue_and_wait(request, handle) end
  end})
  mcp.attach(mcp.CMD_ANY_STORAGE, route)
end
"""


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def start(program, port, *options):
    command = [program, "-l", "127.0.0.1", "-p", str(port), "-U", "0", "-u", "root", *options]
    return subprocess.Popen(command, stdout=sys.stderr)


def ask(port, requests):
    """All replies up to the one to a last request."""
    for _ in range(200):
        try:
            connection = socket.create_connection(("127.0.0.1", port))
            break
        except OSError:
            time.sleep(0.05)
    else:
        raise SystemExit("memcached did not start")
    with connection:
        connection.sendall(b"".join(requests) + b"mn\r\n")
        replies = b""
        while not replies.endswith(b"MN\r\n"):
            replies += connection.recv(65536)
        return replies


def owners(proxy, servers, asked):
    """The number of the server that got each key."""
    sets = [b"set %s 0 0 1\r\nx\r\n" % key for key in asked]
    while ask(proxy, sets).count(b"STORED") < len(asked):
        time.sleep(0.05)  # the proxy is not connected to all servers yet
    found = {}
    for number, server in enumerate(servers):
        for key in asked:
            if ask(server, [b"md %s q\r\n" % key]) == b"MN\r\n":
                found[key] = number
    return found


program = sys.argv[1]
asked = [key for key in keys() if re.fullmatch(rb"[\x21-\x7e]{1,250}", key)]
ports = [free_port() for _ in range(SERVERS)]
running = [start("memcached", port) for port in ports]
try:
    with tempfile.TemporaryDirectory() as home:
        for distribution, hash_name, seed, tags, options in KINDS:
            pool = ", ".join(f"mcp.backend('b{port}', '127.0.0.1', {port})" for port in ports)
            config = pathlib.Path(home, "proxy.lua")
            named = options.split(", ") * bool(options) + [f"seed = '{seed}'"] * bool(seed)
            config.write_text(ROUTE % (pool, ", ".join(named)))
            proxy = free_port()
            process = start(program, proxy, "-t", "1", "-o", f"proxy_config={config}")
            try:
                found = owners(proxy, ports, asked)
            finally:
                process.terminate()
                process.wait()
            answers = "".join(f"{found[key]:02x}" if key in found else "--" for key in keys())
            servers = ",".join(f"127.0.0.1:{port}" for port in ports)
            print("live", distribution, hash_name, seed, tags, servers, answers, sep="\t")
finally:
    for server in running:
        server.terminate()
        server.wait()
