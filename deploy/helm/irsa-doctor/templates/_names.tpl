{{- define "irsa-doctor.name" -}}
{{- .Values.nameOverride | default .Chart.Name | trunc 50 | trimSuffix "-" -}}
{{- end -}}

{{/* Short enough for what is put behind it: names of Services and label values end at 63 characters. */}}
{{- define "irsa-doctor.fullname" -}}
{{- $name := include "irsa-doctor.name" . -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 50 | trimSuffix "-" -}}
{{- else if contains $name .Release.Name -}}
{{- .Release.Name | trunc 50 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name $name | trunc 50 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{- define "irsa-doctor.labels" -}}
{{ include "irsa-doctor.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
{{- end -}}

{{- define "irsa-doctor.selector" -}}
app.kubernetes.io/name: {{ include "irsa-doctor.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "irsa-doctor.serviceAccount" -}}
{{- if .Values.serviceAccount.name -}}
{{- .Values.serviceAccount.name -}}
{{- else if .Values.serviceAccount.create -}}
{{- include "irsa-doctor.fullname" . -}}
{{- else -}}
{{- fail "serviceAccount.name is missing: name the service account that you made, or leave serviceAccount.create true." -}}
{{- end -}}
{{- end -}}

{{- define "irsa-doctor.image" -}}
{{- $repository := required "image.repository is missing: write where you pushed the image, such as 111122223333.dkr.ecr.eu-west-1.amazonaws.com/irsa-doctor." .Values.image.repository -}}
{{- if .Values.image.digest -}}
{{- printf "%s@%s" $repository .Values.image.digest -}}
{{- else -}}
{{- printf "%s:%s" $repository (.Values.image.tag | default .Chart.AppVersion) -}}
{{- end -}}
{{- end -}}

{{/* irsa-doctor.yaml: config, with what is switched on beside it. */}}
{{- define "irsa-doctor.settings" -}}
{{- $on := dict -}}
{{- range list "prove" "cloudtrail" "decode" "associations" -}}
{{- if index $.Values . -}}{{- $_ := set $on . true -}}{{- end -}}
{{- end -}}
{{- merge $on .Values.config | toYaml -}}
{{- end -}}
