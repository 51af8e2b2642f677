"""Who said no to keeping meetings and steps here has them on paper, and sees that calmly."""

from flask import Blueprint
from flask_login import current_user

from app.core.pages import render


def keep_on_paper(routes: Blueprint) -> None:
    """Answer every page of this feature with one that says so, as long as that is chosen."""

    @routes.before_request
    def instead() -> str | None:
        # The door has been passed before: a stranger never gets here.
        return render("account/on_paper.html") if current_user.meetings_on_paper else None
