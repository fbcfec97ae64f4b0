"""The views: functions from a question to a Page, without HTTP."""
