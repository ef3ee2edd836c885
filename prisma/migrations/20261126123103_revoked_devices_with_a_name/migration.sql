-- Those whose name is still to be erased, the earliest revoked first.
CREATE INDEX CONCURRENTLY device_revoked_with_name ON device (revoked_at) WHERE revoked_at IS NOT NULL AND name <> '';
