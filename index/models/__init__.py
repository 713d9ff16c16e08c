"""The sentence model: where it comes from, how it is fetched, checked, exported and run."""
