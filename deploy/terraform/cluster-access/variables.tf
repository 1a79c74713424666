variable "cluster_name" {
  description = "Name of a cluster that the bot reads from outside."
  type        = string
}

variable "principal_arn" {
  description = "Who the bot is at that cluster: the assumeRole of the cluster in irsa-doctor.yaml, else the bot's own role."
  type        = string

  validation {
    condition     = can(regex("^arn:aws[a-z0-9-]*:iam::[0-9]{12}:role/[A-Za-z0-9_/.@+=,-]+$", var.principal_arn))
    error_message = "Write the ARN of a role, such as arn:aws:iam::444455556666:role/irsa-doctor-read."
  }
}

variable "kubernetes_group" {
  description = "Group that deploy/cluster-role.yaml binds its ClusterRole to."
  type        = string
  default     = "irsa-doctor"
}

variable "tags" {
  description = "Tags of the access entry."
  type        = map(string)
  default     = {}
}
