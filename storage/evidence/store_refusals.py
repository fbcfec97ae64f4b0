"""Turns errors of an object store into one line that says what to do."""

from typing import Any

from storage.errors import StoreUnusable

NO_BUCKET = ("NoSuchBucket", "specified bucket does not exist")
WRONG_KEYS = (
    "InvalidAccessKeyId",
    "SignatureDoesNotMatch",
    "InvalidToken",
    "ExpiredToken",
    "Unable to locate credentials",
    "Partial credentials",
)
WRONG_TIME = ("RequestTimeTooSkewed", "RequestExpired")
UNKNOWN_PLACE = ("Protocol not known", "Invalid bucket name")
NOTHING_LOST = "nothing is lost, run the same command again then"


def refusal_of(place: str, error: Exception) -> StoreUnusable:
    """The error to raise for a driver's exception: the cause and the cure."""
    code, text = code_of(error), _first_line(error)
    why = f"{code}: {text}" if code and code not in text else text

    def met(words: tuple[str, ...]) -> bool:
        return any(word in why for word in words)

    if met(NO_BUCKET):
        what = f"{place}: there is no such bucket"
        cure = "correct the name in FAZHI_STORE, or create the bucket"
    elif met(WRONG_KEYS):
        what = f"{place} refuses these credentials ({why})"
        cure = "correct AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"
    elif met(WRONG_TIME):
        what = f"{place} refuses the time of this machine ({why})"
        cure = "set its clock (timedatectl set-ntp true)"
    elif isinstance(error, PermissionError) and not place.startswith("s3:"):
        what = f"{place} may not be written by this user ({why})"
        cure = "correct the owner of that folder"
    elif isinstance(error, PermissionError):  # to a question about one object S3 gives no reason
        what = f"{place} refuses these credentials ({why})"
        cure = (
            "correct AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or give this account the right to list,"
            " read and write there"
        )
    elif isinstance(error, ImportError):
        return StoreUnusable(
            f"{place} needs packages that are not installed ({text})", "install fazhi[cluster]"
        )
    elif met(UNKNOWN_PLACE):
        what = f"FAZHI_STORE is {place} ({text})"
        cure = "name s3://BUCKET/PREFIX, or a folder that all machines see"
    else:
        what = f"{place} cannot be used ({why})"
        cure = "check that it runs and can be reached from here"
    return StoreUnusable(what, f"{cure}; {NOTHING_LOST}")


def is_no_bucket(error: Exception) -> bool:
    """Whether the bucket is missing, and not an object in it."""
    return any(word in f"{code_of(error)}: {error}" for word in NO_BUCKET)


def was_there(error: OSError) -> bool:
    """Whether S3 refused to overwrite an existing object."""
    written = ("PreconditionFailed", "ConditionalRequestConflict")
    return code_of(error) in written or "pre-condition" in str(error).lower()


def code_of(error: Exception) -> str:
    """The error code of an S3 response; empty for any other error."""
    cause: Any = error.__cause__
    response = getattr(error, "response", None) or getattr(cause, "response", None) or {}
    return str(response.get("Error", {}).get("Code", ""))


def _first_line(error: Exception) -> str:
    lines = str(error).strip().splitlines()
    return lines[0][:200] if lines else type(error).__name__
