"""Figures of speed and size. Ratios are measured side by side in one run; machines differ."""
