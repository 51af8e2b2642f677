"""Installable: manifest, service worker, offline page."""
