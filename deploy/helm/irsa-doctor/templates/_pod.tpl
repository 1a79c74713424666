{{/* What the two kinds of pod have in common. Each takes a dict: root, the chart's own scope, and side, "bot" or "worker". */}}

{{- define "irsa-doctor.podBasics" -}}
{{- $values := get .root.Values .side -}}
enableServiceLinks: false
{{- with .root.Values.imagePullSecrets }}
imagePullSecrets: {{- toYaml . | nindent 2 }}
{{- end }}
# A running check has 20 seconds to finish, or is handed back to the queue.
terminationGracePeriodSeconds: 35
securityContext:
  runAsNonRoot: true
  runAsUser: 1000
  runAsGroup: 1000
  fsGroup: 1000
  seccompProfile: { type: RuntimeDefault }
topologySpreadConstraints:
  {{- range list "topology.kubernetes.io/zone" "kubernetes.io/hostname" }}
  - topologyKey: {{ . }}
    maxSkew: 1
    whenUnsatisfiable: ScheduleAnyway
    matchLabelKeys: [pod-template-hash]
    labelSelector:
      matchLabels: {{- include "irsa-doctor.selector" $.root | nindent 8 }}
        app.kubernetes.io/component: {{ $.side }}
  {{- end }}
{{- with $values.nodeSelector }}
nodeSelector: {{- toYaml . | nindent 2 }}
{{- end }}
{{- with $values.tolerations }}
tolerations: {{- toYaml . | nindent 2 }}
{{- end }}
{{- with $values.affinity }}
affinity: {{- toYaml . | nindent 2 }}
{{- end }}
{{- end -}}

{{- define "irsa-doctor.containerBasics" -}}
name: {{ .side }}
image: {{ include "irsa-doctor.image" .root }}
imagePullPolicy: {{ .root.Values.image.pullPolicy }}
args: [{{ .side }}]
securityContext:
  allowPrivilegeEscalation: false
  readOnlyRootFilesystem: true
  capabilities: { drop: [ALL] }
resources: {{- toYaml (get .root.Values .side).resources | nindent 2 }}
# Slack, Redis and the clusters may take their time at the start; that the process lives is soon told.
startupProbe:
  httpGet: { path: /healthz, port: admin }
  periodSeconds: 2
  failureThreshold: 30
livenessProbe:
  httpGet: { path: /healthz, port: admin }
  periodSeconds: 10
  timeoutSeconds: 5
  failureThreshold: 6
readinessProbe:
  httpGet: { path: /readyz, port: admin }
  periodSeconds: 10
  timeoutSeconds: 5
{{- end -}}

{{/* Only what this side needs of the Secrets, and nothing of the node's own credentials. */}}
{{- define "irsa-doctor.env" -}}
- name: REDIS_URL
  valueFrom: { secretKeyRef: { name: {{ .root.Values.redis.secret }}, key: REDIS_URL } }
- name: SLACK_BOT_TOKEN
  valueFrom: { secretKeyRef: { name: {{ .root.Values.slack.secret }}, key: SLACK_BOT_TOKEN } }
- name: IRSA_DOCTOR_QUEUE
  value: {{ .root.Values.queue | quote }}
- name: LOG_LEVEL
  value: {{ .root.Values.logLevel }}
- name: ADMIN_PORT
  value: "9090"
- name: AWS_EC2_METADATA_DISABLED
  value: "true"
{{- with .root.Values.extraEnv }}
{{ toYaml . }}
{{- end }}
{{- end -}}
