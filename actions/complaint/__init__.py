"""The complaint conversation."""
