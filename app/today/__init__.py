"""The calm start page: the next meeting, one small step, what is new."""
