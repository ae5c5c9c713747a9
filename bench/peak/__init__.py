"""The peak: two thousand meetings that begin within a minute, over many tenants and in one; and how much more goes."""
