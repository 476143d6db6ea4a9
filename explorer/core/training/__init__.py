"""The MNIST lesson: images, network, compiled training loop, and a look inside the network.

A run is a generator of reports, steered by a brake and by changes; what it reads and keeps on disk
belongs to `files`, how it is drawn to `session.training`.
"""
