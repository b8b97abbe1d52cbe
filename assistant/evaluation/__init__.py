"""How good the assistant is: data sets → cases → records → scores → tables and pictures.

A reader makes cases of a data set (`squad`, `nomiracl`, `own`), `run` asks them and keeps a record of each,
`measures` makes scores of the records, and `tables` and `plot` show them. `assistant.evaluate` is the command.
"""
