"""Channels: only protocol."""
