"""Data sets of MNIST's form that are known: their classes, addresses and check sums."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from explorer.core.training.dataset import EMNIST_FILES, FILES


@dataclass(frozen=True, slots=True, kw_only=True)
class DataSet:
    """A data set of 28 × 28 pictures in ten classes.

    Attributes:
        key: Its name on the command line and in documents.
        title: Its name on the screen, a proper name in every language.
        classes: What its ten classes are.
        address: Where its files lie; empty for one that is here already.
        sums: The SHA-256 of each file that is downloaded, in hexadecimal.
        members: Paths of its files within the one archive that is downloaded; empty where there is none.
        size: Bytes of all that is downloaded.
        source: Who made it, and from where sums and address are known.
    """

    key: str
    title: str
    classes: tuple[str, ...]
    address: str = ""
    sums: Mapping[str, str] = field(default_factory=dict)
    members: tuple[str, ...] = ()
    size: int = 0
    source: str = ""

    @property
    def files(self) -> tuple[str, ...]:
        """Names of the four files in its folder."""
        return tuple(each.rpartition("/")[2] for each in self.members) or FILES

    @property
    def host(self) -> str:
        """Who hands its files out."""
        return urlsplit(self.address).netloc


_DIGITS = tuple("0123456789")
# Address and sums of both were taken from torchvision's own data sets (pytorch/vision,
# torchvision/prototype/datasets) and are the same in ankane/torchvision-ruby.
_ALL = (
    DataSet(
        key="mnist",
        title="MNIST",
        classes=_DIGITS,
        source="Y. LeCun, C. Cortes, C. J. C. Burges; it comes with the program",
    ),
    DataSet(
        key="fashion",
        title="Fashion-MNIST",
        classes=(
            "T-shirt/top", "Trouser", "Pullover", "Dress", "Coat",
            "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot",
        ),
        address="http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/",
        sums=dict(zip(FILES, (
            "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84",
            "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845",
            "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073",
            "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5",
        ), strict=True)),
        size=30_900_000,
        source="H. Xiao, K. Rasul, R. Vollgraf, 2017, github.com/zalandoresearch/fashion-mnist (MIT)",
    ),
    DataSet(
        key="kmnist",
        title="KMNIST",
        classes=("お", "き", "す", "つ", "な", "は", "ま", "や", "れ", "を"),
        address="https://codh.rois.ac.jp/kmnist/dataset/kmnist/",
        sums=dict(zip(FILES, (
            "51467d22d8cc72929e2a028a0428f2086b092bb31cfb79c69cc0a90ce135fde4",
            "e38f9ebcd0f3ebcdec7fc8eabdcdaef93bb0df8ea12bee65224341c8183d8e17",
            "edd7a857845ad6bb1d0ba43fe7e794d164fe2dce499a1694695a792adfac43c5",
            "20bb9a0ef54c7db3efc55a92eef5582c109615df22683c380526788f98e42a1c",
        ), strict=True)),
        size=21_200_000,
        source="T. Clanuwat and others, 2018, github.com/rois-codh/kmnist (CC BY-SA 4.0)",
    ),
    # Its digits have no address of their own. The sum of NIST's archive is told alike by several
    # who have taken it from there, among them JuliaML/MLDatasets.jl.
    DataSet(
        key="emnist",
        title="EMNIST Digits",
        classes=_DIGITS,
        address="https://biometrics.nist.gov/cs_links/EMNIST/",
        sums={"gzip.zip": "fb9bb67e33772a9cc0b895e4ecf36d2cf35be8b709693c3564cea2a019fcda8e"},
        members=tuple(f"gzip/{name}" for name in EMNIST_FILES),
        size=561_800_000,
        source="G. Cohen, S. Afshar, J. Tapson, A. van Schaik, 2017, nist.gov",
    ),
)  # fmt: skip
DATA_SETS: Mapping[str, DataSet] = {each.key: each for each in _ALL}
