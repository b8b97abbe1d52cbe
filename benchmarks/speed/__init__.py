"""How fast, how large, beside `benchmarks.plain_rag`: questions → measures → report and plot.

Whatever is compared is done in turns in the same run, so that a busy machine slows both.
"""
