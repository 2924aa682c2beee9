// Placeholder until the first file of Segments.
