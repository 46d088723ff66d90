"""Custom actions: one conversation a module; they call the register and name responses."""
