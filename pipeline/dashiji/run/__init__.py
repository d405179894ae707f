"""Work over many articles: shards, and engines that hand them to processes which may die.

Nothing here knows what is done with a shard, or where it is kept: an engine is given a function that makes the per-shard function
in each worker, and yields what that returns.
"""
