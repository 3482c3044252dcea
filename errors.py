"""Every error that a person may read, by what that person can do about it.

Each class names its row of `data/text/<language>/errors.toml` and carries the fields that the row
shows: what failed, the value seen and what to do. The driver's or library's own error is the cause.
"""

from text import say


class PolicyGraphError(Exception):
    """The base of all: one clear sentence, in either language."""

    key = ""

    def __init__(self, **fields: object) -> None:
        self.fields = fields
        super().__init__(self.key, fields)

    def message(self, language: str | None = None) -> str:
        """The sentence for people, in `language` (the default language where none is named).

        A field that is a function is called with the language: its words differ by it.
        """
        fields = {name: value(language) if callable(value) else value for name, value in self.fields.items()}
        return say(f"errors.{self.key}", language, **fields)

    def __str__(self) -> str:
        return self.message()


class SettingError(PolicyGraphError):
    """A setting has a value of the wrong form. Fields: name, value, wanted."""

    key = "setting"


class DataFileError(PolicyGraphError):
    """A row of our own data files is wrong. Fields: path, line, problem."""

    key = "data_file"


class FactsFileError(PolicyGraphError):
    """A line of a facts file can't be used. Fields: path, line, problem."""

    key = "facts_file"


class DocumentError(PolicyGraphError):
    """A document can't be read; the others still load. Subclasses say why. Field: path."""

    key = "document"


class DocumentMissing(DocumentError):
    """No such file or folder. Field: path."""

    key = "document_missing"


class DocumentEmpty(DocumentError):
    """No text in it. Field: path."""

    key = "document_empty"


class DocumentBinary(DocumentError):
    """Not text at all. Field: path."""

    key = "document_binary"


class DocumentEncoding(DocumentError):
    """Text in none of the encodings that are read. Fields: path, tried."""

    key = "document_encoding"


class DocumentTooLarge(DocumentError):
    """Larger than the limit. Fields: path, size_mb, limit_mb."""

    key = "document_too_large"


class DocumentFormat(DocumentError):
    """A kind of file that no reader takes. Fields: path, known."""

    key = "document_format"


class DocumentUnreadable(DocumentError):
    """The system refuses to read it. Fields: path, reason."""

    key = "document_unreadable"


class DocumentFault(DocumentError):
    """A step of the extraction failed on it: a fault of ours. Fields: path, kind, place."""

    key = "document_fault"


class DocumentTwice(DocumentError):
    """Another document of the same run has the same id. Fields: path, doc, other."""

    key = "document_twice"


class ExtractionStopped(PolicyGraphError):
    """A process that read documents ended before it answered. Field: path."""

    key = "extraction_stopped"


class WorkUnfinished(PolicyGraphError):
    """What is worked out beside the server took too long, or too much of it was asked for at once."""

    key = "work_unfinished"


class OutputError(PolicyGraphError):
    """A file can't be written. Fields: path, reason."""

    key = "output"


class StoreError(PolicyGraphError):
    """The base of what goes wrong with a store. Field: reason."""

    key = "store"


class StoreUnavailable(StoreError):
    """No answer from the server, or the connection was lost. Field: address."""

    key = "store_unavailable"


class StoreRefused(StoreError):
    """Wrong user or password. Fields: address, user."""

    key = "store_refused"


class StoreDatabaseMissing(StoreError):
    """The server has no such database. Fields: address, database."""

    key = "store_database_missing"


class StoreUnsupported(StoreError):
    """The embedded store does not run on this kind of machine. Field: platform."""

    key = "store_unsupported"


class StoreStartFailed(StoreError):
    """The embedded server did not start. Fields: folder, log."""

    key = "store_start_failed"


class QueryError(StoreError):
    """The base of what is wrong with a Cypher query."""

    key = "query"


class QuerySyntax(QueryError):
    """The server can't parse or plan it. Fields: line, column, reason."""

    key = "query_syntax"


class QueryUnplaced(QuerySyntax):
    """The server can't parse or plan it and does not say where. Field: reason."""

    key = "query_unplaced"


class QueryForbidden(QueryError):
    """It would write, or do what a reader may not. Field: reason."""

    key = "query_forbidden"


class QueryTimeout(QueryError):
    """It ran longer than the limit. Field: seconds."""

    key = "query_timeout"


class NotFound(PolicyGraphError):
    """Nothing has that name or id. Fields: wanted, nearest."""

    key = "not_found"


class Ambiguous(PolicyGraphError):
    """Several things have that name; one must be chosen. Fields: wanted, choices."""

    key = "ambiguous"


class RequestError(PolicyGraphError):
    """A request that makes no sense. Field: problem."""

    key = "request"
