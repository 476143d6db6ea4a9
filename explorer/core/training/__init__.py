"""The MNIST lesson: images, network, training loop, and a look inside the network.

Here belongs what a run computes and reports. Where runs are kept is in `files`, what a page draws of
them in `session.training`. Begin with `trainer`, then `run` and `engine`.
"""
