"""The figures that reports state: the list of codes, and one code over years and governments."""
