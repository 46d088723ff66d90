"""The case at hand: what is said after an emergency or a story of a scam goes on with it (data/lexicon/case/)."""
