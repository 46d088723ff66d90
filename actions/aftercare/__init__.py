"""After filing: which complaint is meant, where it stands, and what the customer does with it."""
