// Placeholder until the first file of OPC.
