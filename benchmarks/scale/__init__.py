"""How far one machine goes: a library as it grows, the API under load, and what a hosted model is sent."""
