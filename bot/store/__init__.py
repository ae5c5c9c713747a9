"""The durable core: one transaction saves meeting, audit row and effects before anybody is answered."""
