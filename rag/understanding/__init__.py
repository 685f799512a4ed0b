"""A typed question to a ``Query``: language, spelling, plans, agencies, intent, words left."""
