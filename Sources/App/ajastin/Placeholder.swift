// Placeholder until the first file of ajastin.
