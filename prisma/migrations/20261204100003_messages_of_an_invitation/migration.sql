-- earlier-versions: run
-- The page of people shows what became of the mail of an open invitation.
CREATE INDEX CONCURRENTLY outbox_of_invitation ON outbox (invitation_id) WHERE invitation_id IS NOT NULL;
