// Placeholder until the first file of Actions.
