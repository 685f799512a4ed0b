"""A language model on a leash: it may phrase what the plans say, and nothing it adds is shown.

``door`` talks to the endpoint, ``offer`` is what the model is shown, ``reply`` reads what it
answers while it comes, ``leash`` says which sentences stand, ``asker`` puts them in their places.
"""
