"""From an index to what to do: steps to a target, roadmaps, single steps, risk."""
