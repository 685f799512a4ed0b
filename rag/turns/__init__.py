"""Several turns: what a follow-up takes over from the turns before it."""
