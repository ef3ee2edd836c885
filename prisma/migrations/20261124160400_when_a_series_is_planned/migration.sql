-- Work that is due is a row with its moment; a rule that stands already is planned at the next look.
ALTER TABLE "series" ADD COLUMN     "plan_due_at" TIMESTAMPTZ(3);
