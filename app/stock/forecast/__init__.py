"""What will be asked for: demand per product and place, and how likely it exceeds what is there."""
