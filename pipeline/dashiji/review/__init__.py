"""Going through what two sides do not have alike, in a browser: decisions, kept and carried over, and pages to make them on.

`decisions` and `journal` keep what reviewers said, `exchange` writes it for git, `catalog` holds the differences, `session` brings
both together; `server` shows them.
"""
