"""Speed and load measurements: `make bench`."""
