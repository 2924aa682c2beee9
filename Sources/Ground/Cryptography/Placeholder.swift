// Placeholder until the first file of Cryptography.
