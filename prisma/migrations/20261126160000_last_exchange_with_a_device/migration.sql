SET LOCAL lock_timeout = '2s';

-- Both locks at once, in the order of acts: who acts is read before the half-day is locked.
LOCK TABLE user_account, permanence IN SHARE ROW EXCLUSIVE MODE;

-- The last exchange with a device at a half-day, of each who uses it: what they did there before it has been received. It bounds
-- the moments that a device claims (docs/line.md#offline), and is deleted 30 days later.
CREATE TABLE device_exchange (
  permanence_id uuid NOT NULL,
  device text NOT NULL,
  user_id uuid NOT NULL,
  at timestamptz(3) NOT NULL,
  CONSTRAINT device_exchange_pkey PRIMARY KEY (permanence_id, user_id, device),
  CONSTRAINT device_exchange_permanence_id_fkey FOREIGN KEY (permanence_id) REFERENCES permanence (id) ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT device_exchange_user_id_fkey FOREIGN KEY (user_id) REFERENCES user_account (id) ON DELETE RESTRICT ON UPDATE CASCADE
);
CREATE INDEX device_exchange_at_idx ON device_exchange (at);
