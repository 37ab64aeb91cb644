"""绩效目标: the objectives that self-evaluations are held against, read from declarations, approvals and lists."""
