"""Handwritten digits from IDX files: read, checked, and split as the lesson splits them."""

import gzip
import math
import os
import zlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from explorer.core.numerals import grouped
from explorer.core.sentences import ExplorerError, said
from explorer.core.untrusted import open_regular

SIDE = 28
PIXELS = SIDE * SIDE
CLASSES = 10
VALIDATION_IMAGES = 5000
FILES = (
    "train-images-idx3-ubyte.gz",
    "train-labels-idx1-ubyte.gz",
    "t10k-images-idx3-ubyte.gz",
    "t10k-labels-idx1-ubyte.gz",
)
# EMNIST's digits go by names of their own, and each picture has rows and columns exchanged.
EMNIST_FILES = tuple(
    f"emnist-digits-{part}-idx{kind}-ubyte.gz"
    for part, kind in (
        ("train-images", 3),
        ("train-labels", 1),
        ("test-images", 3),
        ("test-labels", 1),
    )
)
# In an IDX header 08 says unsigned bytes, the last digit in how many dimensions.
_IMAGES_MAGIC = 0x00000803
_LABELS_MAGIC = 0x00000801
# Unpacked: EMNIST's 240,000 digits have 188 MB, and zeros are unpacked at 300 MB a second.
_MOST_ENTRIES = 400_000_000 // PIXELS
_MOST_BYTES = 200_000_000  # packed


@dataclass(frozen=True, slots=True, eq=False)
class Images:
    """Pictures of digits and what they show.

    Attributes:
        pixels: Grey values 0 to 255, one row a picture, shape (n, 784), uint8.
        labels: Digits 0 to 9, shape (n,), uint8.
    """

    pixels: NDArray[np.uint8]
    labels: NDArray[np.uint8]

    def __len__(self) -> int:
        """Return the number of pictures."""
        return len(self.labels)

    def first(self, count: int) -> "Images":
        """Return the first so many of them; 0 stands for all."""
        return Images(self.pixels[:count], self.labels[:count]) if count else self


@lru_cache(maxsize=2)
def mean_of_first(images: Images, count: int) -> NDArray[np.float32]:
    """Return the mean picture of the first so many images; of 5,000 it takes some milliseconds, once."""
    return mean_picture(images.first(count))


def mean_picture(images: Images) -> NDArray[np.float32]:
    """Return the mean of pictures of grey values 0 to 1, float32, shape (784,)."""
    # In float64, where sums of bytes are exact.
    return np.asarray(images.pixels.mean(axis=0, dtype=np.float64) / 255, np.float32)


@dataclass(frozen=True, slots=True, eq=False)
class Digits:
    """The three parts of the data set: 55,000, 5,000 and 10,000 images for MNIST itself."""

    training: Images
    validation: Images
    test: Images


def read_digits(folder: Path) -> Digits:
    """Read the four gzipped IDX files in `folder`.

    The first 5,000 training images are the validation images, as the lesson's reader has it.

    Args:
        folder: Holds the files named in `FILES`, as those of Fashion-MNIST and KMNIST do, too; or
            EMNIST's digits by their own names.

    Returns:
        Digits with their grey values as stored.

    Raises:
        ExplorerError: If a file is missing, unreadable, damaged, or does not fit the others.

    Source: Y. LeCun, C. Cortes, C. J. C. Burges, "The MNIST database of handwritten digits",
        section "File formats". G. Cohen, S. Afshar, J. Tapson, A. van Schaik, "EMNIST", 2017.
    """
    if not os.path.isdir(folder):  # noqa: PTH112 - of a name too long Path tells an error
        raise ExplorerError(
            said(
                "Errors",
                "There is no folder {folder}. Choose one that holds the four MNIST files.",
                folder=folder,
            )
        )
    files: tuple[str, ...] = FILES
    if not (folder / FILES[0]).exists() and (folder / EMNIST_FILES[0]).exists():
        files = EMNIST_FILES
    training = _read_images(folder / files[0], folder / files[1])
    test = _read_images(folder / files[2], folder / files[3])
    if files is EMNIST_FILES:
        training, test = _turned(training), _turned(test)
    if len(training) <= VALIDATION_IMAGES:
        raise ExplorerError(
            said(
                "Errors",
                "{file} holds {count} images; more than {needed} are needed. "
                "Copy it again from its source.",
                file=folder / files[0],
                count=len(training),
                needed=VALIDATION_IMAGES,
            )
        )
    return Digits(
        # Views of the bytes that were read: the parts share them, and nothing is copied.
        Images(training.pixels[VALIDATION_IMAGES:], training.labels[VALIDATION_IMAGES:]),
        Images(training.pixels[:VALIDATION_IMAGES], training.labels[:VALIDATION_IMAGES]),
        test,
    )


def _turned(images: Images) -> Images:
    """Return pictures with rows and columns exchanged."""
    square = images.pixels.reshape(-1, SIDE, SIDE)
    return Images(square.transpose(0, 2, 1).reshape(-1, PIXELS), images.labels)


def _read_images(images: Path, labels: Path) -> Images:
    pixels = _read_entries(images, _IMAGES_MAGIC, (SIDE, SIDE)).reshape(-1, PIXELS)
    digits = _read_entries(labels, _LABELS_MAGIC, ())
    if len(pixels) != len(digits):
        raise ExplorerError(
            said(
                "Errors",
                "{labels} holds {found} labels for {expected} images. "
                "Copy both files again from the same source.",
                labels=labels,
                found=len(digits),
                expected=len(pixels),
            )
        )
    if digits.max() >= CLASSES:
        raise ExplorerError(
            said(
                "Errors",
                "{file} holds the label {label}; digits go from 0 to 9. "
                "Copy it again from its source.",
                file=labels,
                label=digits.max(),
            )
        )
    return Images(pixels, digits)


def _read_entries(path: Path, magic: int, shape: tuple[int, ...]) -> NDArray[np.uint8]:
    """Return the bytes after a checked header, one entry of `shape` after another."""
    header_size = 8 + 4 * len(shape)
    try:
        with open_regular(path, _MOST_BYTES) as packed, gzip.open(packed, "rb") as file:
            header = file.read(header_size)
            if len(header) < header_size:
                raise _foreign(path)
            # Big-endian, as the format has it, whatever the machine.
            found, count, *sides = np.frombuffer(header, ">u4").tolist()
            if found != magic or tuple(sides) != shape or not count:
                raise _foreign(path)
            # Before the entries are unpacked: gzip packs a thousand zeros into a byte, so that a file
            # below the limit could hold 200 GB.
            if count > _MOST_ENTRIES:
                raise _too_large(path, count)
            size = count * math.prod(shape)
            content = file.read(size)
            # The byte too many also makes gzip compare its check sum, which stands at the end.
            if len(content) < size or file.read(1):
                raise _wrong_length(path, count)
    except FileNotFoundError:
        raise _missing(path) from None
    # BadGzipFile is an OSError, too: a damaged file must not be called unreadable.
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise _damaged(path, error) from error
    except OSError as error:
        raise _unreadable(path, error) from error
    return np.frombuffer(content, np.uint8)


def _missing(path: Path) -> ExplorerError:
    return ExplorerError(
        said(
            "Errors",
            "The folder {folder} lacks {file}. Copy it there or choose another folder.",
            folder=path.parent,
            file=path.name,
        )
    )


def _damaged(path: Path, error: Exception) -> ExplorerError:
    return ExplorerError(
        said(
            "Errors",
            "{file} is damaged or not a gzip file ({reason}). Copy it again from its source.",
            file=path,
            reason=error,
        )
    )


def _unreadable(path: Path, error: OSError) -> ExplorerError:
    return ExplorerError(
        said(
            "Errors",
            "{file} cannot be read ({reason}). Check its permissions or choose another folder.",
            file=path,
            reason=error.strerror or error,
        )
    )


def _foreign(path: Path) -> ExplorerError:
    return ExplorerError(
        said(
            "Errors",
            "{file} is not an MNIST file: its header does not fit. Copy it again.",
            file=path,
        )
    )


def _too_large(path: Path, count: int) -> ExplorerError:
    return ExplorerError(
        said(
            "Errors",
            "{file} names {count} entries, and {most} are the limit. Take fewer of them.",
            file=path,
            count=grouped(count),
            most=grouped(_MOST_ENTRIES),
        )
    )


def _wrong_length(path: Path, count: int) -> ExplorerError:
    return ExplorerError(
        said(
            "Errors",
            "{file} does not hold the {count} entries that its header names. "
            "Copy it again from its source.",
            file=path,
            count=count,
        )
    )
