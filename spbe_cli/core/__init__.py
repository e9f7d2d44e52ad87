"""The pure core: instruments, assessments, scoring, recovery. Standard library only."""
