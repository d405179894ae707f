"""Rule packs and lexicons: loading, validation, compilation."""
