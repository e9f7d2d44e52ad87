"""The commands, a module each: parse, call, show, exit."""
