output "access_entry_arn" {
  description = "ARN of the access entry."
  value       = aws_eks_access_entry.reader.access_entry_arn
}
