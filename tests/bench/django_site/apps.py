"""The one application of the site."""

from django.apps import AppConfig


class Site(AppConfig):
    """Its models are known as `django_site`."""

    name = "tests.bench.django_site"
    label = "django_site"
