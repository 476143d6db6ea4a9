"""What a person's own program imports: `import explorer`, and its names.

Here: each name as a person writes it, a file for what belongs together. Not here: how the answer is
found (`core`), how it is kept (`files`), or Qt: a training machine has none. `NAMES` is the list of
all; `explorer/__init__.py` loads each at its first use. Begin with `explaining`.
"""

# Name -> the module that has it. A further name is an entry here and a line in `explorer.__init__`.
NAMES = {
    "check": "explorer.api.explaining",
    "explain": "explorer.api.explaining",
    "Check": "explorer.api.explaining",
    "Cut": "explorer.api.explaining",
    "Explanation": "explorer.api.explaining",
    "Follow": "explorer.api.following",
    "follow": "explorer.api.following",
    "log": "explorer.api.following",
    "show": "explorer.api.showing",
    "read": "explorer.api.reading",
    "ModelRun": "explorer.api.reading",
}
