{{- define "ringway.exampleContainer" -}}
name: app
image: {{ .Values.example.image.repository | quote }}
imagePullPolicy: {{ .Values.example.image.pullPolicy }}
command: [java, -XX:+UseSerialGC, "-XX:-UsePerfData", -Xmx64m, /app/App.java]
ports:
  - name: http
    containerPort: 8080
resources:
  requests:
    cpu: 50m
    memory: 192Mi
  limits:
    memory: 256Mi
{{- range $name, $timing := dict "startupProbe" (dict "periodSeconds" 1 "failureThreshold" 30) "readinessProbe" (dict "periodSeconds" 5) "livenessProbe" (dict "periodSeconds" 10 "timeoutSeconds" 5 "failureThreshold" 5) }}
{{ $name }}:
  httpGet:
    path: /healthz
    port: http
  {{- toYaml $timing | nindent 2 }}
{{- end }}
{{ include "ringway.security" . }}
volumeMounts:
  - name: source
    mountPath: /app
    readOnly: true
{{- end -}}

{{/* The proxy, and its local cache before it, as items of a list of containers. */}}
{{- define "ringway.sidecars" -}}
{{- $restart := ternary "restartPolicy: Always" "" .Values.proxy.sidecar.native -}}
{{- if eq .Values.proxy.localCache.mode "container" }}
- name: local-cache
  image: {{ .Values.shards.image.repository | quote }}
  imagePullPolicy: {{ .Values.shards.image.pullPolicy }}
  {{- with $restart }}
  {{ . }}
  {{- end }}
  command: [memcached, -m, {{ .Values.proxy.localCache.maxMemoryMiB | quote }}, -c, "256", -p, "11212", -U, "0", -t, "1"]
  ports:
    - name: local-cache
      containerPort: 11212
  {{- $data := int .Values.proxy.localCache.maxMemoryMiB }}
  resources:
    requests:
      cpu: 50m
      memory: {{ div (mul $data 3) 2 }}Mi
    limits:
      cpu: 200m
      memory: {{ mul $data 2 }}Mi
  {{- range $name, $timing := dict "startupProbe" (dict "periodSeconds" 1 "failureThreshold" 30) "readinessProbe" (dict "periodSeconds" 5) "livenessProbe" (dict "periodSeconds" 10 "timeoutSeconds" 5 "failureThreshold" 5) }}
  {{ $name }}:
    tcpSocket:
      port: local-cache
    {{- toYaml $timing | nindent 4 }}
  {{- end }}
  {{- include "ringway.security" . | nindent 2 }}
{{- end }}
- {{ include "ringway.proxyContainer" . | nindent 2 | trim }}
  {{- with $restart }}
  {{ . }}
  {{- end }}
{{- end -}}
