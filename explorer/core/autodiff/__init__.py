"""What GradientTape says of a scalar function: values, derivatives, recorded nodes, Nones.

Here: what TensorFlow answers, and what mathematics says beside it. Not here: how a function is
read and written (`core.functions`); what a page draws of an answer (`session.tape`). Begin with
`derivatives`, then `recording`.
"""
