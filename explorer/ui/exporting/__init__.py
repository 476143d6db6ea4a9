"""Whatever leaves the window as a file or for the clipboard.

Here: recording in the window's thread what is painted, writing it in another; the sheet on which every
export is chosen. Begin with `exports.py`. Not here: documents (`ui.documents`), or what a program, a
notebook or a table is as a file (`files.notebooks`, `files.tables`).
"""
