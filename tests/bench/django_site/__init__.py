"""The same start page as a Django developer would write it: ORM, templates, usual middleware."""
