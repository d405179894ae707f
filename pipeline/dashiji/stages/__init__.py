"""The stages an article walks through, in order; each a plain function, none calling another."""
