{{- define "ringway.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{ .Values.fullnameOverride | trunc 40 | trimSuffix "-" }}
{{- else -}}
{{- $name := default .Chart.Name .Values.nameOverride -}}
{{- if contains $name .Release.Name -}}
{{ .Release.Name | trunc 40 | trimSuffix "-" }}
{{- else -}}
{{ printf "%s-%s" .Release.Name $name | trunc 40 | trimSuffix "-" }}
{{- end -}}
{{- end -}}
{{- end -}}

{{- define "ringway.serviceAccountName" -}}
{{- if .Values.serviceAccount.create -}}
{{ default (include "ringway.fullname" .) .Values.serviceAccount.name }}
{{- else -}}
{{ default "default" .Values.serviceAccount.name }}
{{- end -}}
{{- end -}}

{{/* What selects pods: (list $ "component"). */}}
{{- define "ringway.selector" -}}
{{- $root := index . 0 -}}
app.kubernetes.io/name: {{ default $root.Chart.Name $root.Values.nameOverride | trunc 63 }}
app.kubernetes.io/instance: {{ $root.Release.Name }}
app.kubernetes.io/component: {{ index . 1 }}
{{- end -}}

{{/* What stands on every object: (list $ "component"). */}}
{{- define "ringway.labels" -}}
{{- $root := index . 0 -}}
{{ include "ringway.selector" . }}
app.kubernetes.io/version: {{ $root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ $root.Release.Service }}
helm.sh/chart: {{ $root.Chart.Name }}-{{ $root.Chart.Version }}
{{- end -}}

{{/* A replica set's StatefulSet and its headless Service: (list $ 0). */}}
{{- define "ringway.shards" -}}
{{- $root := index . 0 -}}
{{ include "ringway.fullname" $root }}-shard{{ if gt (int $root.Values.shards.replicaSets) 1 }}-{{ index . 1 }}{{ end }}
{{- end -}}

{{- define "ringway.shardService" -}}
{{- include "ringway.shards" . }}s
{{- end -}}

{{/* The address of a shard without its port: (list $ replicaSet ordinal). */}}
{{- define "ringway.shardHost" -}}
{{- $root := index . 0 -}}
{{- $set := list $root (index . 1) -}}
{{ include "ringway.shards" $set }}-{{ index . 2 }}.{{ include "ringway.shardService" $set }}.{{ $root.Release.Namespace }}.svc.{{ $root.Values.cluster.domain }}
{{- end -}}

{{- define "ringway.isSidecar" -}}
{{- if and .Values.proxy.enabled (eq .Values.proxy.kind "Sidecar") }}true{{ end -}}
{{- end -}}

{{/* The port's name, and the port that proxies listen on. */}}
{{- define "ringway.portName" -}}
{{ if eq .Values.shards.type "redis" }}redis{{ else }}memcache{{ end }}
{{- end -}}

{{- define "ringway.listenPort" -}}
{{ if eq .Values.shards.type "redis" }}6379{{ else }}11211{{ end }}
{{- end -}}
