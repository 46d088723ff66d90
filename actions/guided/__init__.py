"""Conversations that ask one thing at a time without filing anything: scam check, fundraising check, quiz."""
