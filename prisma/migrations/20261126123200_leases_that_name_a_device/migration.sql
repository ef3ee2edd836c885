-- Those whose device is still to be erased, the earliest first.
CREATE INDEX CONCURRENTLY number_lease_with_device ON number_lease (leased_at) WHERE device <> '';
