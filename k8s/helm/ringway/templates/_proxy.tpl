{{/*
Heap and buffers, which with the rest of the process stay below the chart's own limits.
*/}}
{{- define "ringway.javaOptions" -}}
{{- if .Values.proxy.javaOptions -}}
{{- .Values.proxy.javaOptions -}}
{{- else if or (include "ringway.isSidecar" .) .Values.proxy.resources -}}
{{- else if eq .Values.proxy.kind "DaemonSet" -}}
-Xms64m -Xmx64m -XX:MaxDirectMemorySize=96m
{{- else -}}
-Xms128m -Xmx128m -XX:MaxDirectMemorySize=256m
{{- end -}}
{{- end -}}

{{/* The container of a proxy. */}}
{{- define "ringway.proxyContainer" -}}
{{- $sidecar := include "ringway.isSidecar" . -}}
name: ringway
image: {{ .Values.proxy.image.repository | quote }}
imagePullPolicy: {{ .Values.proxy.image.pullPolicy }}
args: [-c, /etc/ringway/ringway.yml, --admin, "0.0.0.0:9122", -s, "0"]
env:
  {{- if $sidecar }}
  - name: RINGWAY_PROFILE
    value: sidecar
  {{- else }}
  - name: RINGWAY_WORKERS
    value: {{ .Values.proxy.workers | quote }}
  {{- end }}
  - name: RINGWAY_DRAIN_TIMEOUT
    value: {{ .Values.proxy.drain.timeoutSeconds }}s
  {{- with include "ringway.javaOptions" . }}
  - name: RINGWAY_JAVA_OPTS
    value: {{ . | quote }}
  {{- end }}
ports:
  - name: {{ include "ringway.portName" . }}
    containerPort: {{ include "ringway.listenPort" . }}
  - name: admin
    containerPort: 9122
{{- if $sidecar }}
{{- $own := ternary (int .Values.proxy.localCache.maxMemoryMiB) 0 (eq .Values.proxy.localCache.mode "internal") }}
{{ include "ringway.resources" (list .Values.proxy.resources "50m" (add 64 (mul $own 2)) (add 128 (mul $own 2))) }}
{{- else if eq .Values.proxy.kind "DaemonSet" }}
{{ include "ringway.resources" (list .Values.proxy.resources "50m" 128 256) }}
{{- else }}
{{ include "ringway.resources" (list .Values.proxy.resources "200m" 192 512) }}
{{- end }}
{{- $alive := dict "httpGet" (dict "path" "/livez" "port" "admin") }}
{{- $ready := dict "httpGet" (dict "path" "/readyz" "port" "admin") }}
startupProbe:
  {{- toYaml (merge (dict "periodSeconds" 1 "failureThreshold" 30) $alive) | nindent 2 }}
{{ include "ringway.probe" (list "readinessProbe" .Values.proxy.readinessProbe $ready) }}
{{ include "ringway.probe" (list "livenessProbe" .Values.proxy.livenessProbe $alive) }}
{{- if and (not $sidecar) .Values.proxy.drain.delaySeconds }}
lifecycle:
  preStop:
    sleep:
      seconds: {{ .Values.proxy.drain.delaySeconds }}
{{- end }}
{{ include "ringway.security" . }}
volumeMounts:
  - name: ringway
    mountPath: /etc/ringway
    readOnly: true
{{- end -}}

{{/* The pod template of a proxy that is on its own. */}}
{{- define "ringway.proxyTemplate" -}}
metadata:
  labels:
    {{- include "ringway.labels" (list . "proxy") | nindent 4 }}
    ringway.dev/metrics: "true"
  annotations:
    # A new config is a new pod.
    checksum/config: {{ include "ringway.config" . | sha256sum }}
    {{- include "ringway.scrape" . | nindent 4 }}
spec:
  {{- include "ringway.pod" (list . 65532 65532) | nindent 2 }}
  # Before SIGTERM, the drain, 10 s in hand.
  terminationGracePeriodSeconds: {{ add .Values.proxy.drain.delaySeconds .Values.proxy.drain.timeoutSeconds 10 }}
  {{- if eq .Values.proxy.kind "Deployment" }}
  {{- include "ringway.spread" (list . "proxy") | nindent 2 }}
  {{- end }}
  {{- include "ringway.placement" .Values.proxy | nindent 2 }}
  containers:
    - {{- include "ringway.proxyContainer" . | nindent 6 }}
  volumes:
    - name: ringway
      configMap:
        name: {{ include "ringway.fullname" . }}-proxy
{{- end -}}

{{- define "ringway.scrape" -}}
{{- if .Values.metrics.annotations -}}
prometheus.io/scrape: "true"
prometheus.io/port: "9122"
prometheus.io/path: /metrics
{{- end -}}
{{- end -}}
