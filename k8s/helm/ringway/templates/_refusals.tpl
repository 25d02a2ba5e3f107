{{/* Contradictions that the schema cannot say in a sentence. */}}
{{- define "ringway.refuse" -}}
{{- $v := .Values -}}
{{- $redis := eq $v.shards.type "redis" -}}
{{- if ne $redis $v.shards.isRedis -}}
{{- fail (printf "shards.type is %s, so shards.isRedis must be %t" $v.shards.type $redis) -}}
{{- end -}}
{{- if and (not $redis) (hasPrefix "redis:" $v.shards.image.repository) -}}
{{- fail (printf "shards.type is memcached and shards.image.repository is %s: set it to a memcached image, for example memcached:1.6.38-alpine" $v.shards.image.repository) -}}
{{- end -}}
{{- if and $redis (hasPrefix "memcached:" $v.shards.image.repository) -}}
{{- fail (printf "shards.type is redis and shards.image.repository is %s" $v.shards.image.repository) -}}
{{- end -}}
{{- if $v.enableRedisCluster -}}
  {{- if not $redis -}}
  {{- fail "enableRedisCluster needs shards.type redis" -}}
  {{- end -}}
  {{- if $v.proxy.enabled -}}
  {{- fail "enableRedisCluster needs proxy.enabled false: clients of a Redis Cluster find its shards by themselves" -}}
  {{- end -}}
  {{- if ne (int $v.shards.replicaSets) 1 -}}
  {{- fail "enableRedisCluster needs shards.replicaSets 1: shards.clusterReplicas makes copies" -}}
  {{- end -}}
  {{- if lt (div (int $v.shards.count) (add 1 (int $v.shards.clusterReplicas))) 3 -}}
  {{- fail (printf "enableRedisCluster needs at least 3 masters: shards.count is %d with %d replicas each" (int $v.shards.count) (int $v.shards.clusterReplicas)) -}}
  {{- end -}}
{{- else if ne (int $v.shards.clusterReplicas) 0 -}}
{{- fail "shards.clusterReplicas needs enableRedisCluster true" -}}
{{- end -}}
{{- if and $v.shards.persistence.enabled (not $redis) -}}
{{- fail "shards.persistence needs shards.type redis: memcached keeps nothing" -}}
{{- end -}}
{{- if and (eq $v.proxy.routing "replicated") (ne (int $v.shards.replicaSets) 1) -}}
{{- fail "proxy.routing replicated holds every key on every shard already: shards.replicaSets must be 1" -}}
{{- end -}}
{{- if and (eq $v.proxy.kind "Sidecar") $redis -}}
{{- fail "proxy.kind Sidecar needs shards.type memcached" -}}
{{- end -}}
{{- if and (ne $v.proxy.localCache.mode "none") (ne $v.proxy.kind "Sidecar") -}}
{{- fail "proxy.localCache needs proxy.kind Sidecar" -}}
{{- end -}}
{{- if and $v.proxy.autoscaling.enabled (ne $v.proxy.kind "Deployment") -}}
{{- fail "proxy.autoscaling needs proxy.kind Deployment" -}}
{{- end -}}
{{- if and $v.proxy.service.nodePort (ne $v.proxy.service.type "NodePort") -}}
{{- fail "proxy.service.nodePort needs proxy.service.type NodePort" -}}
{{- end -}}
{{- if and $v.proxy.service.externalTrafficPolicy (eq $v.proxy.service.type "ClusterIP") -}}
{{- fail "proxy.service.externalTrafficPolicy needs proxy.service.type NodePort or LoadBalancer" -}}
{{- end -}}
{{- if gt (int $v.proxy.autoscaling.minReplicas) (int $v.proxy.autoscaling.maxReplicas) -}}
{{- fail "proxy.autoscaling.minReplicas is more than maxReplicas" -}}
{{- end -}}
{{- end -}}
