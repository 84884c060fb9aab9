"""Tables as files: CSV, JSON, Parquet and xlsx, read as facts and written whole."""
