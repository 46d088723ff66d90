"""The complaint register: knows nothing of Rasa or the web."""
