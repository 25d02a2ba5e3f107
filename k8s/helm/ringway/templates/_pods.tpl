{{/* What every pod has: (list $ user group). */}}
{{- define "ringway.pod" -}}
{{- $root := index . 0 -}}
serviceAccountName: {{ include "ringway.serviceAccountName" $root }}
automountServiceAccountToken: false
enableServiceLinks: false
securityContext:
  {{- $defaults := dict "runAsNonRoot" true "runAsUser" (index . 1) "runAsGroup" (index . 2) "fsGroup" (index . 2) "seccompProfile" (dict "type" "RuntimeDefault") }}
  {{- toYaml (mergeOverwrite $defaults (deepCopy $root.Values.podSecurityContext)) | nindent 2 }}
{{- end -}}

{{- define "ringway.security" -}}
securityContext:
  {{- $defaults := dict "allowPrivilegeEscalation" false "readOnlyRootFilesystem" true "capabilities" (dict "drop" (list "ALL")) }}
  {{- toYaml (mergeOverwrite $defaults (deepCopy .Values.securityContext)) | nindent 2 }}
{{- end -}}

{{/* A container's resources: (list given cpu requested-MiB limit-MiB). */}}
{{- define "ringway.resources" -}}
resources:
  {{- if index . 0 }}
  {{- toYaml (index . 0) | nindent 2 }}
  {{- else }}
  requests:
    cpu: {{ index . 1 }}
    memory: {{ index . 2 }}Mi
  limits:
    memory: {{ index . 3 }}Mi
  {{- end }}
{{- end -}}

{{/* A probe of the values without its switch: (list name values how). */}}
{{- define "ringway.probe" -}}
{{- if (index . 1).enabled -}}
{{ index . 0 }}:
  {{- toYaml (omit (index . 1) "enabled") | nindent 2 }}
  {{- toYaml (index . 2) | nindent 2 }}
{{- end -}}
{{- end -}}

{{/* Pods of one component spread over nodes and zones: (list $ "component"). */}}
{{- define "ringway.spread" -}}
{{- $selector := . -}}
topologySpreadConstraints:
  {{- range list "kubernetes.io/hostname" "topology.kubernetes.io/zone" }}
  - maxSkew: 1
    topologyKey: {{ . }}
    whenUnsatisfiable: ScheduleAnyway
    labelSelector:
      matchLabels:
        {{- include "ringway.selector" $selector | nindent 8 }}
  {{- end }}
{{- end -}}

{{- define "ringway.placement" -}}
{{- with .nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end -}}
