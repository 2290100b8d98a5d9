"""What the stores bring to the online shop: assumptions, formulas, ranges, what it hangs on."""
