"""A layer cut off: stop_gradient lets nothing back to what comes before it."""

import sys

import keras
import numpy as np

import explorer

rng = np.random.default_rng(1)
x = rng.normal(size=(4096, 20)).astype("float32")
y = (x @ rng.normal(size=(20, 5))).argmax(axis=1)

keras.utils.set_random_seed(1)
inputs = keras.Input((20,))
hidden = keras.layers.Dense(64, activation="relu", name="first")(inputs)
hidden = keras.ops.stop_gradient(hidden)
hidden = keras.layers.Dense(64, activation="relu", name="second")(hidden)
model = keras.Model(inputs, keras.layers.Dense(5, activation="softmax", name="output")(hidden))
model.compile(keras.optimizers.Adam(1e-3), "sparse_categorical_crossentropy", metrics=["accuracy"])
follow = explorer.Follow(*sys.argv[1:2], every=1)  # a folder, if one is given
model.fit(x, y, batch_size=32, epochs=12, verbose=0, callbacks=[follow])
