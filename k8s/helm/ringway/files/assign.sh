# Makes one Redis Cluster of the servers in $SHARDS on $PORT, with $REPLICAS replicas of each master.
# Run again it leaves a cluster that exists as it is.
set -eu

answers() { [ "$(redis-cli -h "$1" -p "$PORT" ping 2>/dev/null)" = PONG ]; }
field() { redis-cli -h "$1" -p "$PORT" cluster info | tr -d '\r' | sed -n "s/^$2://p"; }

nodes=
for shard in $SHARDS; do
  until answers "$shard"; do
    echo "waiting for $shard"
    sleep 1
  done
  # Nodes know each other by address.
  nodes="$nodes $(getent hosts "$shard" | awk '{print $1; exit}'):$PORT"
done

first=${SHARDS%% *}
if [ "$(field "$first" cluster_slots_assigned)" = 0 ]; then
  # shellcheck disable=SC2086
  redis-cli --cluster create $nodes --cluster-replicas "$REPLICAS" --cluster-yes
fi

tries=0
for shard in $SHARDS; do
  until [ "$(field "$shard" cluster_state)" = ok ] && [ "$(field "$shard" cluster_slots_ok)" = 16384 ]; do
    tries=$((tries + 1))
    if [ "$tries" -gt 60 ]; then
      redis-cli -h "$shard" -p "$PORT" cluster nodes
      echo "the cluster is not whole" >&2
      exit 1
    fi
    sleep 1
  done
done
echo "16384 slots are served"
