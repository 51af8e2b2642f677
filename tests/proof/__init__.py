"""The long trust tests. Each part is a module with `main()` that prints its figures.

Not collected by pytest: they take minutes. `make proof`, or `make proof PART=mutants`.
"""
