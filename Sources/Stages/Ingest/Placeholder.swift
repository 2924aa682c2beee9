// Placeholder until the first file of Ingest.
