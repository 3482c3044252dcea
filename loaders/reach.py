"""How far a row of shapes looks for the start of a name."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reach:
    """How a row of shapes looks for the start; mentions.toml says what the fields mean."""

    need: str
    reach: int
    stops: str
    across: bool
    ending: int = 2
    """How many characters the ending has; more than a place must stand before a short one."""
    more: bool = False
    """Whether a place alone does not make it a name: 咸阳医院 are the hospitals of a city."""
    soft: frozenset[str] = frozenset()
    """Words of action that such names hold right before the ending: 云州水务发展集团."""
