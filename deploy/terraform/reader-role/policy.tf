# Only values: no resource, no provider, so that they can be looked at without an account.
locals {
  # The same file that the README tells to attach by hand.
  read_policy = jsondecode(file("${path.module}/../../iam-policy.json"))

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
