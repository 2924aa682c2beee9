"""What was found wrong in one workbook."""


class Findings:
    """The violations of one file, in the order in which they were met."""

    # A mistake in a writer's loop repeats a million times; the first few of a kind tell all of it.
    KEPT_OF_A_KIND = 10

    def __init__(self, file):
        self.file = file
        self.lines = []
        self.rules = []
        self._kinds = {}

    def add(self, part, where, rule, text):
        kind = (part, rule)
        count = self._kinds[kind] = self._kinds.get(kind, 0) + 1
        if count > self.KEPT_OF_A_KIND:
            return
        self.rules.append(rule)
        self.lines.append(f"{self.file}: {part}: {where}: {rule}: {text}")

    def summary(self):
        """The lines to print, with how many more there are of the kinds that are cut short."""
        more = [
            f"{self.file}: {part}: -: {rule}: {count - self.KEPT_OF_A_KIND} more like these"
            for (part, rule), count in self._kinds.items() if count > self.KEPT_OF_A_KIND
        ]
        return self.lines + more
