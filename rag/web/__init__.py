"""What stands before every page and address of the app: who may come in, how often, by what rules.

Plain ASGI throughout: an answer that is streamed passes piece by piece.
"""
