output "role_arn" {
  description = "For accounts and clusters in irsa-doctor.yaml, as assumeRole, and for reader_role_arns of the bot-role module."
  value       = aws_iam_role.reader.arn
}
