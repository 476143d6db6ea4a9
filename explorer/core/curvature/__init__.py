"""The curvature of a loss by its weights: products with its Hessian, its largest eigenvalues, the edge; noise.

Here belongs what is true of any loss of any weights. Which network's loss it is, and when it is measured in a
run, is in `training.sharpness`. Begin with `products`, then `eigenvalues` and `edges`; `noise` is of gradients
alone.
"""
