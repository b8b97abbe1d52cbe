"""The chat page.

Importing this package imports no gradio and launches nothing: `ui.app` builds the page, `python -m ui`
serves it.
"""
