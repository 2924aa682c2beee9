"""The content models of the standard as data: which children an element has, in what order, how many of each."""
import re

_UNBOUNDED = 1 << 60
_TOKEN = re.compile(r"([\w:|]+)(?:([?*+])|\{(\d+),(\d+)\})?$")


class Sequence:
    """One content model, written as in "sheetPr? cols* sheetData (a|b)+ legacy{0,4}", the suffix being the number of times.

    An alternative "a|b" has one place in the order, so a choice that repeats is "a|b*".
    """

    __slots__ = ("places", "least", "names")

    def __init__(self, model):
        self.places, self.least, self.names = {}, [], []
        for place, token in enumerate(model.split()):
            names, mark, low, high = _TOKEN.match(token).groups()
            if low is not None:
                least, most = int(low), int(high)
            else:
                least, most = {None: (1, 1), "?": (0, 1), "*": (0, _UNBOUNDED), "+": (1, _UNBOUNDED)}[mark]
            for name in names.split("|"):
                self.places[name] = (place, most)
            if least:
                self.least.append((place, least))
            self.names.append(names)


def sequences(*tables):
    """Content models by the element's name, or by "parent/element" where the type depends on the parent."""
    return {name: Sequence(model) for table in tables for name, model in table.items()}
