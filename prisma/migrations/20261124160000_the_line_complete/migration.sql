ALTER TABLE "visit" ADD COLUMN "paused_for" TEXT;

CREATE TABLE "tries" (
    "subject" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "tries_pkey" PRIMARY KEY ("subject")
);
CREATE INDEX "tries_until_idx" ON "tries"("until");
CREATE INDEX "referral_visit_id_idx" ON "referral"("visit_id");
CREATE INDEX "turn_away_permanence_id_idx" ON "turn_away"("permanence_id");

-- A count that a crash loses costs an attacker nothing worth having: it is not written twice to the disk.
ALTER TABLE tries SET UNLOGGED;
ALTER TABLE tries ADD CONSTRAINT tries_count CHECK (count >= 0);

-- A state is a shape: who is paused says whether she fetches something or waits for another desk.
UPDATE visit SET paused_for = 'errand' WHERE state = 'paused';
ALTER TABLE visit
  ADD CONSTRAINT visit_paused_for CHECK (paused_for IN ('errand', 'other-desk')),
  ADD CONSTRAINT visit_paused_says_for CHECK ((state = 'paused') = (paused_for IS NOT NULL));

-- Back, or away, is somebody who waits; a desk's break has its end, and nothing else has one.
ALTER TABLE visit
  ADD CONSTRAINT visit_only_waiting_is_back CHECK (state = 'waiting' OR NOT back),
  ADD CONSTRAINT visit_only_waiting_is_away CHECK (state = 'waiting' OR away_until IS NULL);
ALTER TABLE desk ADD CONSTRAINT desk_only_a_break_ends CHECK (state = 'break' OR break_until IS NULL);

-- The room is told in one sentence (CONTRACT, Commands: announce).
ALTER TABLE permanence ADD CONSTRAINT permanence_message CHECK (char_length(message) BETWEEN 1 AND 140);
