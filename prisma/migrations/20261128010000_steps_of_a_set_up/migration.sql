-- earlier-versions: run
SET LOCAL lock_timeout = '2s';

-- What an administrator said in the guided set-up of an operator and no other row tells: a step that was passed over or
-- confirmed, that it is finished, that its card was put away (lib/place/first-hour.ts).
CREATE TABLE set_up_mark (
  organisation_id uuid NOT NULL,
  mark text NOT NULL,
  marked_at timestamptz(3) NOT NULL,
  CONSTRAINT set_up_mark_pkey PRIMARY KEY (organisation_id, mark),
  CONSTRAINT set_up_mark_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES organisation (id) ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT set_up_mark_is_known CHECK (mark IN ('mails', 'team', 'topics', 'finished', 'put-away'))
);
