"""The SQLite file: schema, the one writer, and the queries of its readers."""
