"""What happens when many want the same at one moment, on a real PostgreSQL."""
