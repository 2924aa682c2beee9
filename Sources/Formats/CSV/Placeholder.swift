// Placeholder until the first file of CSV.
