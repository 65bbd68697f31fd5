"""The command line: argument parsing and rendering only, one module a command group."""
