"""What a question takes for granted or asks to confirm, held against the plan."""
