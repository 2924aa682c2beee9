// Placeholder until the first file of Render.
