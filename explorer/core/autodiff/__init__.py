"""What GradientTape says of a scalar function: values, derivatives, recorded nodes, Nones."""
