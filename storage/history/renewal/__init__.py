"""What is new since the last fold, which pages settle, and the issues that a fold records."""
