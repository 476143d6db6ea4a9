"""What the names on the screen mean, in one sentence each.

`subjects.py` has the terms of the field, which the guide's glossary has as well,
`controls.py` names of controls that need a word; `meaning.py` finds the sentence of a widget.
"""
