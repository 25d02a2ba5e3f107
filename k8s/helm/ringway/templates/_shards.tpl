{{- define "ringway.redisConfig" -}}
bind * -::*
port {{ .Values.shards.service.port }}
# Only pods that the NetworkPolicy admits reach a shard; protected mode would refuse them all.
protected-mode no
dir /data
maxmemory {{ .Values.shards.maxMemoryMiB }}mb
maxmemory-policy {{ .Values.shards.evictionPolicy }}
save ""
appendonly {{ ternary "yes" "no" .Values.shards.persistence.enabled }}
{{- if .Values.enableRedisCluster }}
cluster-enabled yes
cluster-config-file /data/nodes.conf
cluster-node-timeout 5000
{{- end }}
{{- end -}}

{{/* The container of a shard. */}}
{{- define "ringway.shardContainer" -}}
{{- $redis := eq .Values.shards.type "redis" -}}
name: {{ .Values.shards.type }}
image: {{ .Values.shards.image.repository | quote }}
imagePullPolicy: {{ .Values.shards.image.pullPolicy }}
{{- if $redis }}
command: [redis-server, /etc/redis/redis.conf]
{{- else }}
command: [memcached, -m, {{ .Values.shards.maxMemoryMiB | quote }}, -c, "4096", -p, {{ .Values.shards.service.port | quote }}, -U, "0"]
{{- end }}
ports:
  - name: {{ include "ringway.portName" . }}
    containerPort: {{ .Values.shards.service.port }}
  {{- if .Values.enableRedisCluster }}
  - name: bus
    containerPort: {{ add .Values.shards.service.port 10000 }}
  {{- end }}
{{- $data := int .Values.shards.maxMemoryMiB }}
{{ include "ringway.resources" (list .Values.shards.resources "100m" (div (mul $data 5) 4) (div (mul $data 8) 5)) }}
{{- $connects := dict "tcpSocket" (dict "port" (include "ringway.portName" .)) }}
{{- $answers := $connects }}
{{- if $redis }}
{{- /* -e: an answer such as -LOADING is a failure, too. */}}
{{- $answers = dict "exec" (dict "command" (list "redis-cli" "-e" "-p" (.Values.shards.service.port | toString) "ping")) }}
{{- end }}
startupProbe:
  {{- toYaml (merge (dict "periodSeconds" 1 "failureThreshold" 60) $connects) | nindent 2 }}
{{ include "ringway.probe" (list "readinessProbe" .Values.shards.readinessProbe $answers) }}
{{ include "ringway.probe" (list "livenessProbe" .Values.shards.livenessProbe $connects) }}
{{ include "ringway.security" . }}
{{- if $redis }}
volumeMounts:
  - name: config
    mountPath: /etc/redis
    readOnly: true
  - name: data
    mountPath: /data
{{- end }}
{{- end -}}

{{/* The affinity of a replica set's pods: (list $ replicaSet). */}}
{{- define "ringway.apart" -}}
{{- $root := index . 0 -}}
affinity:
  podAntiAffinity:
    {{- if eq $root.Values.shards.antiAffinity "required" }}
    requiredDuringSchedulingIgnoredDuringExecution:
      - topologyKey: kubernetes.io/hostname
        labelSelector:
          matchLabels:
            {{- include "ringway.selector" (list $root "shard") | nindent 12 }}
            ringway.dev/replica: {{ index . 1 | quote }}
    {{- end }}
    # All replica sets keep apart where there are nodes enough, so that a node holds one copy of a key at most.
    preferredDuringSchedulingIgnoredDuringExecution:
      - weight: 100
        podAffinityTerm:
          topologyKey: kubernetes.io/hostname
          labelSelector:
            matchLabels:
              {{- include "ringway.selector" (list $root "shard") | nindent 14 }}
{{- end -}}
