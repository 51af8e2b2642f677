"""How a figure is said: `figure <name> <value> <unit> goal <goal> ok|short`."""

from dataclasses import dataclass, field


@dataclass
class Figures:
    """The figures of a run."""

    short: list[str] = field(default_factory=list)

    def at_least(self, name: str, value: float, unit: str, goal: float) -> None:
        """Say a figure that should be high."""
        self._say(name, value, unit, f">={goal:g}", met=value >= goal)

    def at_most(self, name: str, value: float, unit: str, goal: float) -> None:
        """Say a figure that should be low."""
        self._say(name, value, unit, f"<={goal:g}", met=value <= goal)

    def _say(self, name: str, value: float, unit: str, goal: str, *, met: bool) -> None:
        shown = f"{value:.0f}" if value == int(value) else f"{value:.2f}"
        print(f"figure {name} {shown} {unit} goal {goal} {'ok' if met else 'short'}", flush=True)
        if not met:
            self.short.append(name)
