"""A letter's file as an answer that no browser can be tricked into running."""

from flask import Response, abort

from app.core import files, outside
from app.core.security import FILE_POLICY
from app.domain.letters import LetterFile
from app.domain.sealed import CannotOpen

_ENDINGS = {
    "application/pdf": "pdf",
    "image/jpeg": "jpg",
    "image/webp": "webp",
    "text/plain": "txt",
}


def file_answer(file: LetterFile | None, *, download: bool) -> Response:
    """Return the file, to look at or to keep; 404 if it is not there."""
    if file is None:
        abort(404)
    try:
        content = files.read(file.id, participant_id=file.participant_id)
    except (FileNotFoundError, CannotOpen):
        abort(404)
    answer = Response(content, mimetype=file.media_type)
    answer.headers["Content-Security-Policy"] = FILE_POLICY
    kind = "attachment" if download else "inline"
    name = f"{outside.LETTER_FILE}.{_ENDINGS[file.media_type]}"
    answer.headers["Content-Disposition"] = f'{kind}; filename="{name}"'
    return answer
