"""Do the tests notice a deliberate fault? Small changes of meaning, one at a time, each held against the
tests."""
