"""What is seen, as a file or on the clipboard: pictures, films, web pages, paper.

Here: recording in the window's thread what is painted, writing it in another. Not here: programs and
numbers (`widgets.code_view`, `widgets.data_table`), or documents (`ui.documents`).
"""
