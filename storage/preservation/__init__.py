"""Evidence preserved for decades: verify, repair, back up, rebuild. Imports publishing and every room below
it."""
