"""The command line. One file a command; nothing heavy is imported before it is needed."""
