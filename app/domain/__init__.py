"""What is true: the people, things and rules of the product. No Flask, no clock, no language."""
