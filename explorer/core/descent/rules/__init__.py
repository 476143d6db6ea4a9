"""Update rules of the optimisers as pure functions, to be compared with Keras bit by bit."""
