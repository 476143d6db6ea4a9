"""What the user has chosen (frozen), and what is to be drawn for it.

A folder a subject: `choices`, `snapshots`, `resolving`, `program`. Not here: Qt, or TensorFlow at
import; only `resolving` calls what needs it. Begin with `session`, `pages` and `shown`.
"""
