"""A language model on a leash: what stands, what falls, and what a server may do."""
