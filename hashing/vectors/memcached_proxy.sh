#!/bin/sh
# Builds memcached_proxy.c against a checkout of github.com/memcached/memcached (made with
# 2d51e36) and writes ../src/test/resources/vectors/memcached_proxy.tsv. Needs gcc and liblua5.4-dev.
#
#     ./memcached_proxy.sh MEMCACHED_SOURCE
set -eu
here=$(cd "$(dirname "$0")" && pwd)
vectors=$here/../src/test/resources/vectors
build=$(mktemp -d)
trap 'rm -rf "$build"' EXIT
cp "$1"/proxy_jump_hash.c "$1"/proxy_ring_hash.c "$1"/md5.[ch] "$1"/xxhash.h "$build"
# The proxy's own header pulls in all of memcached; what these files need of it stands in our file.
: > "$build/proxy.h"
sed -n '/^static const char \*mcp_key_hash_filter_/,/^}/p' "$1/proxy_lua.c" > "$build/filters.inc"
gcc -w -O2 -I"$build" -I/usr/include/lua5.4 -o "$build/ask" "$here/memcached_proxy.c" \
  "$build/md5.c" -llua5.4
"$build/ask" "$vectors/keys.txt" > "$vectors/memcached_proxy.tsv"
