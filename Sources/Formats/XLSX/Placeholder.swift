// Placeholder until the first file of XLSX.
