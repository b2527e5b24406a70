"""Speed and memory, measured by rules that README.md states."""
