"""Why has `f()` no gradient with respect to a source, in anyone's own function?

Here: one trace of the function, the shortest way from source to result, the operations at which
that way is cut, and what each cut is called and cured by. Not here: the lesson's ready-made cases
(`autodiff.clinic`); gradients during a training. Begin with `explain`, then `ways`.
"""
