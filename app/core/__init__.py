"""How it runs: settings, database, languages, pages, security, files, jobs."""
