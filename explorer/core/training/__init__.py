"""The MNIST lesson: images, network, training loop, and a look inside the network."""
