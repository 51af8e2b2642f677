"""Who said no to keeping meetings and steps here gets new ones on paper, and reads that calmly.

What is here already stays visible to its owner: hiding it from one side alone would be no answer.
"""

from flask import Blueprint, request
from flask_login import current_user

from app.core.pages import render


def keep_new_on_paper(routes: Blueprint, *endpoints: str) -> None:
    """Answer the pages that make something new with one that says so, while that is chosen."""

    @routes.before_request
    def instead() -> str | None:
        # The door has been passed before: a stranger never gets here.
        if request.endpoint in endpoints and current_user.meetings_on_paper:
            return render("account/on_paper.html")
        return None
