"""The programme's own phrase cards: the office writes them, a second person looks, guides send."""
