// Placeholder until the first file of Files.
