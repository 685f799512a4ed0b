"""What a document says of itself, what it rests on, and the documents it names."""
