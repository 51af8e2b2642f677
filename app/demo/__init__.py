"""The demo programme: invented people, and letters made for it in the manner of real ones."""
