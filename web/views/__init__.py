"""What each address shows: functions from a question to a Page, without HTTP."""
