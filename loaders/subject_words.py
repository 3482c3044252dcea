"""The words that tell who a clause speaks of: the table [subject] of data/rules/relations.toml."""

import re
from dataclasses import dataclass
from pathlib import Path

from errors import DataFileError
from loaders.cues import FILE, words_pattern
from loaders.rules import load_toml
from text import say


@dataclass(frozen=True, slots=True)
class SubjectWords:
    """What may stand before a subject, gives it the deed, introduces an example, or lets a person speak."""

    openers: re.Pattern[str]
    doers: re.Pattern[str]
    givers: re.Pattern[str]
    lasting: re.Pattern[str]
    examples: re.Pattern[str]
    continues: re.Pattern[str]
    both: re.Pattern[str]
    joins: re.Pattern[str]
    preposed: re.Pattern[str]
    tells: re.Pattern[str]
    says: re.Pattern[str]
    leading: re.Pattern[str]
    speech: re.Pattern[str]
    ours: re.Pattern[str]
    others: re.Pattern[str]
    not_subject: re.Pattern[str]
    officers: re.Pattern[str]
    visits: re.Pattern[str]
    learning: re.Pattern[str]


def load_subject_words(folder: Path) -> SubjectWords:
    """The table [subject] of data/rules/relations.toml."""
    path = folder / "rules" / FILE
    try:
        table = load_toml(path)["subject"]
        openers, doers = "|".join(table["openers"]), "|".join(table["doers"])
        givers = "|".join((*table["doers"], *table["givers"]))
        return SubjectWords(
            re.compile(rf"(?:{openers})*"),
            re.compile(rf"(?:{doers})$"),
            re.compile(rf"(?:{givers})$"),
            re.compile(rf"(?:{'|'.join(table['lasting'])})$"),
            words_pattern(table["examples"]),
            words_pattern(table["continues"]),
            words_pattern(table["both"]),
            words_pattern(table["joins"]),
            re.compile(rf"(?:{openers})*(?:{'|'.join(table['preposed'])})"),
            words_pattern(table["tells"]),
            words_pattern(table["says"]),
            re.compile(table["leading"]),
            words_pattern(table["speech"]),
            re.compile(rf"(?:{openers})*(?:{'|'.join(table['ours'])})"),
            re.compile(rf"(?:{openers})*(?:{'|'.join(table['others'])})"),
            re.compile("|".join(table["not_subject"])),
            words_pattern(table["officers"]),
            re.compile(rf"(?:{'|'.join(table['visits'])})$"),
            words_pattern(table["learning"]),
        )
    except KeyError as error:
        raise DataFileError(path=path, line=0, problem=say("names.data.missing_key", key=error)) from error
