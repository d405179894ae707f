"""Run directories: what a run over an archive leaves on disk, and how it is read back."""
