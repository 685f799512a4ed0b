"""The pages of the app, one file each; what a page calls is passed in by ``app.py``."""

import os

# Gradio reads this when a page is built; set here because every page is imported through here.
os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")
