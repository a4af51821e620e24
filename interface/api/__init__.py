"""The HTTP interface under `/api/v1`: JSON in, JSON out, every refusal a problem document."""
