// Placeholder until the first file of Recurrence.
