// Placeholder until the first file of Packaging.
