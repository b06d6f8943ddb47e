"""Refusals: what a room says when it will not do a thing. The doors put the key into words."""


class Refused(Exception):
    """An act that the rules do not allow; `key` names the sentence, `facts` fill it in."""

    def __init__(self, key: str, **facts: object) -> None:
        super().__init__(key)
        self.key = key
        self.facts = facts


class Stale(Refused):
    """Somebody else saved the same thing first."""

    def __init__(self, key: str = "stale", **facts: object) -> None:
        super().__init__(key, **facts)
