"""How do the stores do: the dashboard, and the lists behind its charts."""
