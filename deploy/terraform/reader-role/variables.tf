variable "bot_role_arns" {
  description = "ARNs of the roles that the bot runs as; the bot-role module puts its own out as role_arn. A role need not exist yet."
  type        = list(string)

  validation {
    condition     = length(var.bot_role_arns) > 0
    error_message = "Name the role that the bot runs as: nobody else may assume this one."
  }

  validation {
    condition     = alltrue([for arn in var.bot_role_arns : can(regex("^arn:aws[a-z0-9-]*:iam::[0-9]{12}:role/[A-Za-z0-9_/.@+=,-]+$", arn))])
    error_message = "Write ARNs of roles, such as arn:aws:iam::111122223333:role/irsa-doctor, without wildcards."
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
  description = "Name of the role. irsa-doctor.yaml names it by its ARN."
  type        = string
  default     = "irsa-doctor-read"
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
