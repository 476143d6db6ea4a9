"""A learning rate that is too high: every step goes beyond the other side."""

import sys

import keras
import numpy as np

import explorer

rng = np.random.default_rng(1)
x = rng.normal(size=(4096, 20)).astype("float32")
y = (x @ rng.normal(size=(20, 5))).argmax(axis=1)

keras.utils.set_random_seed(1)
model = keras.Sequential(
    [
        keras.layers.Dense(64, activation="relu", name="first"),
        keras.layers.Dense(64, activation="relu", name="second"),
        keras.layers.Dense(1, name="output"),
    ]
)
model.compile(keras.optimizers.SGD(0.5), "mean_squared_error")
follow = explorer.Follow(*sys.argv[1:2], every=1)  # a folder, if one is given
model.fit(x, y, batch_size=32, epochs=12, verbose=0, callbacks=[follow])
