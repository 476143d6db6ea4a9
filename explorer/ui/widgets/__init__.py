"""Controls of the program's own look: values in through setters, wishes out through signals.

Not here: store, session, jobs and pages, which a widget never imports. Begin with `fields` and
`buttons`.
"""
