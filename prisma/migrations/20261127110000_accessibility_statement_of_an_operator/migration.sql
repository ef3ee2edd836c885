SET LOCAL lock_timeout = '2s';

-- The accessibility statement of an operator (loi 2005-102, article 47; décret 2019-768): the state of the law, the audit it
-- follows from, what does not conform, whom to write to. Without a row the state is « non conforme », without an audit.
CREATE TABLE operator_accessibility (
  organisation_id uuid NOT NULL,
  state text NOT NULL,
  rate double precision,
  auditor text,
  audited_on date,
  failures text,
  derogations text,
  exempt text,
  technologies text,
  tools text,
  declared_on date,
  contact text,
  recourse text,
  plan text,
  year_plan text,
  CONSTRAINT operator_accessibility_pkey PRIMARY KEY (organisation_id),
  CONSTRAINT operator_accessibility_organisation_id_fkey FOREIGN KEY (organisation_id) REFERENCES operator_settings (organisation_id) ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT operator_accessibility_state CHECK (state IN ('full', 'partial', 'none')),
  CONSTRAINT operator_accessibility_rate CHECK (rate BETWEEN 0 AND 100),
  -- Without an audit a site is « non conforme »; with one it is « totalement » at 100 % and « partiellement » from 50 % on.
  CONSTRAINT operator_accessibility_follows_the_audit CHECK (
    state = 'none'
    OR rate IS NOT NULL AND auditor IS NOT NULL AND audited_on IS NOT NULL AND rate >= 50 AND (state = 'full') = (rate = 100)
  ),
  CONSTRAINT operator_accessibility_contact CHECK (
    length(contact) <= 500 AND (contact ~ '^[^[:space:]@/]+@[^[:space:]@]+$' OR contact ~ '^https://[^[:space:]]+$')
  ),
  CONSTRAINT operator_accessibility_plans CHECK (
    (plan IS NULL OR length(plan) <= 500 AND plan ~ '^https://[^[:space:]]+$')
    AND (year_plan IS NULL OR length(year_plan) <= 500 AND year_plan ~ '^https://[^[:space:]]+$')
  ),
  CONSTRAINT operator_accessibility_texts CHECK (
    length(auditor) <= 200 AND length(failures) <= 4000 AND length(derogations) <= 4000 AND length(exempt) <= 4000
    AND length(technologies) <= 500 AND length(tools) <= 1000 AND length(recourse) <= 500
  )
);
