"""The MNIST page: the lesson's network trained live, and a look inside it."""
