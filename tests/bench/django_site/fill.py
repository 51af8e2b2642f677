"""`python -m tests.bench.django_site.fill COUNT`: the same people and things as in `bench.house`.

Prints one Cookie header per participant.
"""

import os
import sys
from datetime import timedelta

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.bench.django_site.settings")


def main(count: int) -> None:
    """Create the tables, fill them, sign everyone in."""
    django.setup()
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.signed_cookies import SessionStore
    from django.core.management import call_command
    from django.db import connection, transaction
    from django.utils import timezone

    from tests.bench import house
    from tests.bench.django_site.models import Appointment, Letter, Message, Person, Step

    call_command("migrate", run_syncdb=True, verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA journal_mode=WAL")
    now = timezone.now()
    with transaction.atomic():
        for number in range(count):
            if number % house.PER_GUIDE == 0:
                guide = Person.objects.create(
                    handle=f"guide-{number}",
                    name="Herr Sommer",
                    hours="montags bis freitags von 9 bis 16 Uhr",
                )
            person = Person.objects.create(
                handle=f"{number}", name="Frau Haddad", guide=guide, office_phone="0221 4710 100"
            )
            for day in range(house.MEETINGS):
                Appointment.objects.create(
                    participant=person,
                    starts_at=now + timedelta(days=3 + 7 * day),
                    place="Eingang vom Bahnhof, neben der Bäckerei",
                )
            for position in range(house.STEPS):
                Step.objects.create(
                    participant=person, text="Einmal um den Block gehen", position=position
                )
            for _ in range(house.LETTERS):
                Letter.objects.create(participant=person, released_at=now)
            for each in range(house.MESSAGES):
                Message.objects.create(
                    participant=person, author=(person, guide)[each % 2], body="Wie geht es Ihnen?"
                )
            store = SessionStore()
            store[SESSION_KEY] = str(person.pk)
            store[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
            store[HASH_SESSION_KEY] = person.get_session_auth_hash()
            store.save()
            print(f"sessionid={store.session_key}; csrftoken={'a' * 32}")


if __name__ == "__main__":
    main(int(sys.argv[1]))
