"""Everything on disk: runs, settings, lessons, the log; tolerant when reading, atomic when writing.

What a file means is told by the rooms below; here is how it is stored, found and locked. A run that
is kept is made here, so that window and command line keep it alike.
"""
