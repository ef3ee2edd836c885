-- earlier-versions: run
SET LOCAL lock_timeout = '2s';

-- All locks at once, in the order in which acts write, so that neither waits for the other.
LOCK TABLE invitation, operator_invitation, sign_in_code, outbox IN SHARE ROW EXCLUSIVE MODE;

-- language: of the mail, as whoever invited or asked for the code reads the pages; without one it is French.
ALTER TABLE invitation
  ADD COLUMN language text,
  ADD CONSTRAINT invitation_language CHECK (language IN ('fr', 'ar', 'tr', 'en')) NOT VALID;
ALTER TABLE operator_invitation
  ADD COLUMN language text,
  ADD CONSTRAINT operator_invitation_language CHECK (language IN ('fr', 'ar', 'tr', 'en')) NOT VALID;

-- nonce: by chance; the code is derived from it with APP_SECRET, so that a mail that is tried again says the same one. None of a sign-in link.
ALTER TABLE sign_in_code
  ADD COLUMN nonce uuid,
  ADD COLUMN language text,
  ADD CONSTRAINT sign_in_code_language CHECK (language IN ('fr', 'ar', 'tr', 'en')) NOT VALID;

-- A message may be an invitation. A sign-in code is of no organisation: whoever signs in may have a role in several, or in none.
ALTER TABLE outbox
  ADD COLUMN invitation_id uuid,
  ADD COLUMN operator_invitation_id uuid,
  ALTER COLUMN organisation_id DROP NOT NULL,
  DROP CONSTRAINT outbox_about_one;
ALTER TABLE outbox
  ADD CONSTRAINT outbox_of_its_invitation FOREIGN KEY (invitation_id, organisation_id) REFERENCES invitation (id, organisation_id) ON DELETE CASCADE ON UPDATE CASCADE NOT VALID,
  ADD CONSTRAINT outbox_operator_invitation_id_fkey FOREIGN KEY (operator_invitation_id) REFERENCES operator_invitation (id) ON DELETE CASCADE ON UPDATE CASCADE NOT VALID,
  ADD CONSTRAINT outbox_of_an_organisation CHECK (organisation_id IS NOT NULL OR kind = 'sign-in-code') NOT VALID,
  ADD CONSTRAINT outbox_about_one CHECK (num_nonnulls(appointment_id, visit_id, account_id, share_id, contact_id, invitation_id, operator_invitation_id) = 1) NOT VALID;
