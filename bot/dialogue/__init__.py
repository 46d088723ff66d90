"""Dialogue policies."""
