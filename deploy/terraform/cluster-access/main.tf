# The entry grants nothing by itself: deploy/cluster-role.yaml, applied in the cluster, says what the group may read.
resource "aws_eks_access_entry" "reader" {
  cluster_name      = var.cluster_name
  principal_arn     = var.principal_arn
  kubernetes_groups = [var.kubernetes_group]
  type              = "STANDARD"
  tags              = var.tags
}
