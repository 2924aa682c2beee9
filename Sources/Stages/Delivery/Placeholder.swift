// Placeholder until the first file of Delivery.
