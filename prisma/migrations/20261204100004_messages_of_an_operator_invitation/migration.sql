-- earlier-versions: run
-- The same of the invitation of an operator.
CREATE INDEX CONCURRENTLY outbox_of_operator_invitation ON outbox (operator_invitation_id) WHERE operator_invitation_id IS NOT NULL;
