"""Many articles: kept on disk, searched together, and each answer's citations named by their article.

store.py      Entry, Store: the texts, one folder for all processes
catalogue.py  Catalogue: which articles may answer
selection.py  Selection: a few articles searched and cited as one
library.py    Library
command.py    article-assistant library …
"""
