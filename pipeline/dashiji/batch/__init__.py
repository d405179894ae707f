"""Archives to run directories: the pipeline over shards, on an engine."""
