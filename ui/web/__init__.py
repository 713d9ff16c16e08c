"""The web chat: pure rendering, the example questions, the Gradio wiring and its guarded server."""
