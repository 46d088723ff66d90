"""What the bank publishes, found in a customer's words: products, fees, hotlines; branches are in `bot/places.py`."""
