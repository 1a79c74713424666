resource "aws_iam_role" "reader" {
  name                 = var.name
  path                 = var.path
  description          = "What irsa-doctor reads in this account: trust policies, OIDC providers, clusters."
  assume_role_policy   = jsonencode(local.trust_policy)
  permissions_boundary = var.permissions_boundary
  max_session_duration = 3600
  tags                 = var.tags
}

resource "aws_iam_role_policy" "read" {
  name   = "irsa-doctor-read"
  role   = aws_iam_role.reader.id
  policy = jsonencode(local.read_policy)
}
