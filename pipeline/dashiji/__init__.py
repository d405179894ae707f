"""Dashiji turns Chinese news into event records, each value traceable to the characters it was read from."""
