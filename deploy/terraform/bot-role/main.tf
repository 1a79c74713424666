resource "aws_iam_role" "bot" {
  name                 = var.name
  path                 = var.path
  description          = "irsa-doctor, by IRSA: reads trust policies, OIDC providers and clusters."
  assume_role_policy   = jsonencode(local.trust_policy)
  permissions_boundary = var.permissions_boundary
  max_session_duration = 3600
  tags                 = var.tags
}

resource "aws_iam_role_policy" "read" {
  name   = "irsa-doctor-read"
  role   = aws_iam_role.bot.id
  policy = jsonencode(local.read_policy)
}
