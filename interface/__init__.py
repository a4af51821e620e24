"""Translation between people, programs and the application: HTTP, pages, commands. No rule lives here."""
