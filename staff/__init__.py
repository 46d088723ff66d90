"""The staff-facing web application."""
