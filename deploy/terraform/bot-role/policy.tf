# Only values: no resource, no provider, so that they can be looked at without an account.
locals {
  issuer = split("oidc-provider/", var.oidc_provider_arn)[1]

  trust_policy = {
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Federated = var.oidc_provider_arn }
      Action    = "sts:AssumeRoleWithWebIdentity"
      Condition = {
        StringEquals = {
          "${local.issuer}:aud" = "sts.amazonaws.com"
          "${local.issuer}:sub" = "system:serviceaccount:${var.namespace}:${var.service_account}"
        }
      }
    }]
  }

  # The same files that the README tells to attach by hand; the second only where there are other accounts, the others only where somebody
  # opted for them.
  own_policy        = jsondecode(file("${path.module}/../../iam-policy.json"))
  other_policy      = jsondecode(file("${path.module}/../../iam-policy-other-accounts.json"))
  cloudtrail_policy = jsondecode(file("${path.module}/../../iam-policy-cloudtrail.json"))
  decode_policy     = jsondecode(file("${path.module}/../../iam-policy-decode.json"))
  read_policy = merge(local.own_policy, {
    Statement = concat(
      local.own_policy.Statement,
      [
        for statement in local.other_policy.Statement : merge(statement, { Resource = var.reader_role_arns })
        if length(var.reader_role_arns) > 0
      ],
      [for statement in local.cloudtrail_policy.Statement : statement if var.cloudtrail],
      [for statement in local.decode_policy.Statement : statement if var.decode],
    )
  })
}
