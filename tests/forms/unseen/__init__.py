"""Forms drawn by chance, in makings and words that no list has: what is found at first look."""
