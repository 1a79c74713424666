output "role_arn" {
  description = "For aws.roleArn of the Helm chart, and for bot_role_arns of the reader-role module."
  value       = aws_iam_role.bot.arn
}
