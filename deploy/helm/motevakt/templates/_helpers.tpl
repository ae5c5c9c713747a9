{{- define "motevakt.fullname" -}}
{{- ternary .Release.Name (printf "%s-motevakt" .Release.Name) (contains "motevakt" .Release.Name) | trunc 50 | trimSuffix "-" -}}
{{- end -}}

{{- define "motevakt.selector" -}}
app.kubernetes.io/name: motevakt
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "motevakt.labels" -}}
{{ include "motevakt.selector" . }}
app.kubernetes.io/version: {{ .Values.image.tag | default .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- end -}}

{{- define "motevakt.image" -}}
{{- if .Values.image.digest -}}
{{ .Values.image.repository }}@{{ .Values.image.digest }}
{{- else -}}
{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}
{{- end -}}
{{- end -}}

{{- define "motevakt.sqlite" -}}
{{- if eq .Values.database.kind "sqlite" }}yes{{ end -}}
{{- end -}}

{{/* Where the Secret's files are in the container. */}}
{{- define "motevakt.secrets" -}}/run/secrets/motevakt{{- end -}}
