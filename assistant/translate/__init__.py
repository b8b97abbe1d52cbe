"""An article's parallel translation, made once by a language model and checked sentence by sentence.

spans.py    which pieces of an article are paired
reply.py    numbered sentences for a model, and its reply
figures.py  the numbers that a sentence and its translation must share
proper.py   the names that they must share
check.py    why_not: whether a sentence is translated
work.py     Work: the batches, and what is kept between them
kept.py     KeptTranslations: the files
command.py  article-assistant translate …
"""
