-- What the job "move-identities" finds the rows by that were written before contacts lived apart. Its last entry goes with the last of them.
CREATE INDEX CONCURRENTLY appointment_with_contact ON appointment (id)
  WHERE name IS NOT NULL OR phone IS NOT NULL OR email IS NOT NULL OR overbook_reason NOT IN ('', 'fewer-lanes');
