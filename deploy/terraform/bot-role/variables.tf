variable "oidc_provider_arn" {
  description = "ARN of the IAM OIDC provider of the cluster that the bot runs in."
  type        = string

  validation {
    condition     = can(regex("^arn:aws[a-z0-9-]*:iam::[0-9]{12}:oidc-provider/[^*?]+$", var.oidc_provider_arn))
    error_message = "Write the ARN of the provider, such as arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLE."
  }
}

variable "namespace" {
  description = "Namespace that the bot runs in."
  type        = string
  default     = "irsa-doctor"
}

variable "service_account" {
  description = "Service account of the workers: with the Helm chart, the name of the release."
  type        = string
  default     = "irsa-doctor"
}

variable "reader_role_arns" {
  description = "Roles of other accounts that the bot may assume; the reader-role module puts its own out as role_arn."
  type        = list(string)
  default     = []

  validation {
    condition     = alltrue([for arn in var.reader_role_arns : can(regex("^arn:aws[a-z0-9-]*:iam::[0-9]{12}:role/[A-Za-z0-9_/.@+=,-]+$", arn))])
    error_message = "Write ARNs of roles, such as arn:aws:iam::444455556666:role/irsa-doctor-read, without wildcards."
  }
}

variable "cloudtrail" {
  description = "Whether the bot may look up recorded calls in CloudTrail, for cloudtrail: true in irsa-doctor.yaml."
  type        = bool
  default     = false
}

variable "decode" {
  description = "Whether the bot may decode authorization messages, for decode: true in irsa-doctor.yaml."
  type        = bool
  default     = false
}

variable "name" {
  description = "Name of the role."
  type        = string
  default     = "irsa-doctor"
}

variable "path" {
  description = "Path of the role."
  type        = string
  default     = "/"
}

variable "permissions_boundary" {
  description = "ARN of a permissions boundary, where the account demands one."
  type        = string
  default     = null
}

variable "tags" {
  description = "Tags of the role."
  type        = map(string)
  default     = {}
}
