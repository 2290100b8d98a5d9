"""What is counted of each act, in its own transaction: the ground of the dashboards."""
