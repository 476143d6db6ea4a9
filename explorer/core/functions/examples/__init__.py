"""Functions worth a look, as two tables: of x in `catalogue`, of x and y in `landscapes`.

A function that can be typed in a formula is no example; it belongs in `functions.table`. Begin
with `catalogue`.
"""
