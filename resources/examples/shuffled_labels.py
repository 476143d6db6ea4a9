"""Labels that are shuffled: nothing is to be learned from x."""

import sys

import keras
import numpy as np

import explorer

rng = np.random.default_rng(1)
x = rng.normal(size=(4096, 20)).astype("float32")
y = (x @ rng.normal(size=(20, 5))).argmax(axis=1)
rng.shuffle(y)

keras.utils.set_random_seed(1)
model = keras.Sequential(
    [
        keras.layers.Dense(64, activation="relu", name="first"),
        keras.layers.Dense(64, activation="relu", name="second"),
        keras.layers.Dense(5, activation="softmax", name="output"),
    ]
)
model.compile(keras.optimizers.SGD(0.01), "sparse_categorical_crossentropy", metrics=["accuracy"])
follow = explorer.Follow(*sys.argv[1:2], every=1)  # a folder, if one is given
model.fit(x, y, batch_size=32, epochs=12, verbose=0, callbacks=[follow])
