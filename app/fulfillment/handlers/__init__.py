"""What a clerk does with an order at one place, one file per act."""
