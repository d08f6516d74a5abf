"""The command line: arguments, printing, exit codes. No other module prints."""
