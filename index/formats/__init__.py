"""Reading what people have: each format's bytes to the source text that `index.canonical` reads."""
