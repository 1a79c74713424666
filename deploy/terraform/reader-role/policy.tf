# Only values: no resource, no provider, so that they can be looked at without an account.
locals {
  # The same files that the README tells to attach by hand; all but the first only where somebody opted for them.
  own_policy        = jsondecode(file("${path.module}/../../iam-policy.json"))
  cloudtrail_policy = jsondecode(file("${path.module}/../../iam-policy-cloudtrail.json"))
  decode_policy     = jsondecode(file("${path.module}/../../iam-policy-decode.json"))
  read_policy = merge(local.own_policy, {
    Statement = concat(
      local.own_policy.Statement,
      [for statement in local.cloudtrail_policy.Statement : statement if var.cloudtrail],
      [for statement in local.decode_policy.Statement : statement if var.decode],
    )
  })

  # The account is trusted, and in it the bot's roles alone. A role that stood in the principal itself would have to exist first, and would be
  # locked out once it is made anew, because IAM then keeps its inner id.
  trust_policy = {
    Version = "2012-10-17"
    Statement = [
      for account, arns in { for arn in var.bot_role_arns : join(":", slice(split(":", arn), 0, 5)) => arn... } : {
        Effect    = "Allow"
        Principal = { AWS = "${account}:root" }
        Action    = "sts:AssumeRole"
        Condition = { ArnEquals = { "aws:PrincipalArn" = arns } }
      }
    ]
  }
}
