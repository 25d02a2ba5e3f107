{{/* The servers of a replica set as config lines; a pod's name is its identity on the ring: (list $ replicaSet). */}}
{{- define "ringway.servers" -}}
{{- $root := index . 0 -}}
{{- $set := index . 1 -}}
{{- range $i := until (int $root.Values.shards.count) }}
- {{ include "ringway.shardHost" (list $root $set $i) }}:{{ $root.Values.shards.service.port }}:1 {{ include "ringway.shards" (list $root $set) }}-{{ $i }}
{{- end -}}
{{- end -}}

{{/* The whole of ringway.yml. */}}
{{- define "ringway.config" -}}
{{- $root := . -}}
{{- $ring := dict "timeout" .Values.proxy.timeout "distribution" "ketama" "hash" "fnv1a_64" -}}
{{- $pools := dict -}}
{{- $names := list -}}
{{- range $r := until (int .Values.shards.replicaSets) -}}
  {{- $servers := include "ringway.servers" (list $root $r) | fromYamlArray -}}
  {{- if eq $root.Values.proxy.routing "replicated" -}}
    {{- range $i, $server := $servers -}}
      {{- $name := printf "copy_%d" $i -}}
      {{- $_ := set $pools $name (merge (dict "servers" (list $server)) $ring) -}}
      {{- $names = append $names $name -}}
    {{- end -}}
  {{- else if gt (int $root.Values.shards.replicaSets) 1 -}}
    {{- $name := printf "replica_%d" $r -}}
    {{- $_ := set $pools $name (merge (dict "servers" $servers "seed" $name) $ring) -}}
    {{- $names = append $names $name -}}
  {{- else -}}
    {{- $_ := set $pools "shards" (merge (dict "servers" $servers) $ring) -}}
    {{- $names = append $names "shards" -}}
  {{- end -}}
{{- end -}}
{{- $sets := dict -}}
{{- $read := dict "route" "shards" -}}
{{- $write := dict "route" "shards" -}}
{{- if gt (len $names) 1 -}}
  {{- $_ := set $sets "copies" $names -}}
  {{- $_ := set $read "route" (dict "allfastest" (dict "of" "copies" "on_miss" "wait")) -}}
  {{- $_ := set $write "route" (dict "allsync" (dict "of" "copies" "settle" "any")) -}}
{{- else -}}
  {{- $_ := set $read "route" (first $names) -}}
  {{- $_ := set $write "route" (first $names) -}}
{{- end -}}
{{- $top := dict -}}
{{- $local := .Values.proxy.localCache -}}
{{- if and (eq .Values.proxy.kind "Sidecar") (ne $local.mode "none") -}}
  {{- if eq $local.mode "internal" -}}
    {{- $_ := set $pools "local" (dict "internal" (dict "max_memory" (printf "%dMiB" (int $local.maxMemoryMiB)))) -}}
  {{- else -}}
    {{- $_ := set $pools "local" (dict "servers" (list "127.0.0.1:11212:1 local") "timeout" "100ms") -}}
  {{- end -}}
  {{- $_ := set $top "local_zone" "sidecar" -}}
  {{- $_ := set $read "route" (dict "zfailover" (dict "of" (dict "sidecar" "local" "cluster" $read.route) "on_miss" true)) -}}
  {{- $limited := dict "ttl" (dict "of" "local" "max" $local.maxAge) -}}
  {{- $_ := set $write "route" (dict "allsync" (dict "of" (list $limited $write.route) "settle" "worst")) -}}
{{- end -}}
{{- $route := dict "is" $read.route -}}
{{- if ne (toJson $read.route) (toJson $write.route) -}}
  {{- $commands := dict "default" $write.route -}}
  {{- $reads := list "get" "mg" -}}
  {{- if eq .Values.shards.type "redis" -}}
    {{- $reads = list "get" "mget" "exists" "hget" "hmget" "hgetall" -}}
  {{- end -}}
  {{- range $reads -}}
    {{- $_ := set $commands . $read.route -}}
  {{- end -}}
  {{- $_ := set $route "is" (dict "command" $commands) -}}
{{- end -}}
{{- $listen := printf "%s:%s" (ternary "127.0.0.1" "0.0.0.0" (eq .Values.proxy.kind "Sidecar")) (include "ringway.listenPort" .) -}}
{{- $protocol := include "ringway.portName" . -}}
{{- $_ := set $top "listeners" (dict $protocol (dict "listen" $listen "protocol" $protocol "route" $route.is)) -}}
{{- $_ := set $top "pools" $pools -}}
{{- if $sets -}}
  {{- $_ := set $top "sets" $sets -}}
{{- end -}}
{{ toYaml $top }}
{{- end -}}
