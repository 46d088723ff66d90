"""The assistant as it runs: understanding, brain, channels, command line."""
