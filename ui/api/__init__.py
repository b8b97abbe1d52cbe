"""The same assistant for other programs: HTTP under `/v1`, OpenAI's chat among it, and MCP at `/mcp`.

models.py   what goes in and comes out, documented field by field
errors.py   every error is one sentence, in one form
slots.py    how many ask at once
keys.py     whom it answers, where a key is set
asking.py   an answer for a request that may be broken off
routes.py   ask, stream, retrieve, articles, health
chat.py     OpenAI's chat completions
mcp.py      the tools of the Model Context Protocol
doors.py    all of it as routes for a server
__main__.py  a server without the page
"""
