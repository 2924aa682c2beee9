// Placeholder until the first file of XML.
