"""Rasa graph components: normalise, guard, tokenise, entities, vectors, understanding."""
