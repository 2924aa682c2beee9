// Placeholder until the first file of Definitions.
