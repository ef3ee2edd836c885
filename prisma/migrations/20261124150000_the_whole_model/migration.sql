-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "organisation" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "operator" BOOLEAN NOT NULL DEFAULT false,
    "partner" BOOLEAN NOT NULL DEFAULT false,
    "phone" TEXT,
    "phone_hours" TEXT,

    CONSTRAINT "organisation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "user_account" (
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "email_verified" TIMESTAMPTZ(3),
    "name" TEXT,
    "image" TEXT,

    CONSTRAINT "user_account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "login_session" (
    "id" UUID NOT NULL,
    "session_token" TEXT NOT NULL,
    "user_id" UUID NOT NULL,
    "expires" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "login_session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "verification_token" (
    "identifier" TEXT NOT NULL,
    "token" TEXT NOT NULL,
    "expires" TIMESTAMPTZ(3) NOT NULL,
    "tries" INTEGER NOT NULL DEFAULT 0
);

-- CreateTable
CREATE TABLE "membership" (
    "user_id" UUID NOT NULL,
    "organisation_id" UUID NOT NULL,
    "role" TEXT NOT NULL,

    CONSTRAINT "membership_pkey" PRIMARY KEY ("user_id","organisation_id","role")
);

-- CreateTable
CREATE TABLE "api_token" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "generation" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "api_token_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "device" (
    "id" UUID NOT NULL,
    "place_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "generation" INTEGER NOT NULL DEFAULT 1,
    "enrol_code" TEXT,
    "enrol_until" TIMESTAMPTZ(3),
    "enrolled_at" TIMESTAMPTZ(3),
    "last_heard_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "device_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "idempotency_key" (
    "scope" TEXT NOT NULL,
    "key" UUID NOT NULL,
    "request_hash" TEXT NOT NULL,
    "outcome_kind" TEXT NOT NULL,
    "outcome_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "idempotency_key_pkey" PRIMARY KEY ("scope","key")
);

-- CreateTable
CREATE TABLE "place" (
    "id" UUID NOT NULL,
    "organisation_id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "short_name" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "city" TEXT NOT NULL,
    "postal_code" TEXT NOT NULL,
    "latitude" DOUBLE PRECISION NOT NULL,
    "longitude" DOUBLE PRECISION NOT NULL,
    "time_zone" TEXT NOT NULL DEFAULT 'Europe/Paris',
    "holiday_region" TEXT NOT NULL,
    "good_friday" BOOLEAN NOT NULL DEFAULT true,
    "phone" TEXT,
    "languages" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "wheelchair" BOOLEAN,
    "transport" TEXT,
    "opening_hours" TEXT,
    "national_id" TEXT,
    "pivot" TEXT,
    "source" TEXT,
    "source_date" DATE,
    "door_generation" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "place_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "topic" (
    "id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "rank" INTEGER NOT NULL,
    "minutes" INTEGER NOT NULL,
    "bring" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "themes" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "bookable" BOOLEAN NOT NULL DEFAULT true,

    CONSTRAINT "topic_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "series" (
    "id" UUID NOT NULL,
    "place_id" UUID NOT NULL,
    "organisation_id" UUID NOT NULL,
    "weekday" INTEGER NOT NULL,
    "start_minute" INTEGER NOT NULL,
    "end_minute" INTEGER NOT NULL,
    "every_weeks" INTEGER NOT NULL DEFAULT 1,
    "from_date" DATE NOT NULL,
    "until_date" DATE,
    "desks" INTEGER NOT NULL,
    "bookable_lanes" INTEGER NOT NULL,
    "windows" JSONB NOT NULL,

    CONSTRAINT "series_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "closure" (
    "id" UUID NOT NULL,
    "organisation_id" UUID NOT NULL,
    "place_id" UUID,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,
    "reason" TEXT NOT NULL,

    CONSTRAINT "closure_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "permanence" (
    "id" UUID NOT NULL,
    "place_id" UUID NOT NULL,
    "organisation_id" UUID NOT NULL,
    "series_id" UUID,
    "time_zone" TEXT NOT NULL,
    "local_date" DATE NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'scheduled',
    "numbers" TEXT NOT NULL DEFAULT 'not-yet',
    "desks" INTEGER NOT NULL,
    "bookable_lanes" INTEGER NOT NULL,
    "windows" JSONB NOT NULL,
    "topic_keys" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "next_number" INTEGER NOT NULL DEFAULT 1,
    "calls" INTEGER NOT NULL DEFAULT 0,
    "version" INTEGER NOT NULL DEFAULT 0,
    "message" TEXT,
    "suspended" BOOLEAN NOT NULL DEFAULT false,
    "opened_at" TIMESTAMPTZ(3),
    "closed_at" TIMESTAMPTZ(3),
    "outcome" TEXT,
    "cancel_reason" TEXT,
    "heard_at" TIMESTAMPTZ(3),
    "sequence" INTEGER NOT NULL DEFAULT 0,
    "vevent" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "permanence_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "assignment" (
    "id" UUID NOT NULL,
    "permanence_id" UUID NOT NULL,
    "conseiller_id" UUID NOT NULL,
    "desk" INTEGER NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,
    "topic_keys" TEXT[] DEFAULT ARRAY[]::TEXT[],

    CONSTRAINT "assignment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "absence" (
    "id" UUID NOT NULL,
    "conseiller_id" UUID NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "absence_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "workshop" (
    "id" UUID NOT NULL,
    "place_id" UUID NOT NULL,
    "organisation_id" UUID NOT NULL,
    "title" TEXT NOT NULL,
    "level" TEXT NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,
    "capacity" INTEGER NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'scheduled',

    CONSTRAINT "workshop_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "workshop_place" (
    "id" UUID NOT NULL,
    "workshop_id" UUID NOT NULL,
    "generation" INTEGER NOT NULL DEFAULT 1,
    "state" TEXT NOT NULL DEFAULT 'booked',
    "name" TEXT,
    "phone" TEXT,
    "email" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "workshop_place_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "appointment" (
    "id" UUID NOT NULL,
    "permanence_id" UUID NOT NULL,
    "place_id" UUID NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'booked',
    "lane" INTEGER,
    "overbooked" BOOLEAN NOT NULL DEFAULT false,
    "overbook_reason" TEXT,
    "booked_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "topic_keys" TEXT[],
    "origin" TEXT NOT NULL DEFAULT 'online',
    "code" TEXT,
    "generation" INTEGER NOT NULL DEFAULT 1,
    "wanted_conseiller_id" UUID,
    "name" TEXT,
    "phone" TEXT,
    "email" TEXT,
    "language" TEXT,
    "on_behalf_of" BOOLEAN NOT NULL DEFAULT false,
    "expected_at" TIMESTAMPTZ(3),
    "passed_by" UUID[] DEFAULT ARRAY[]::UUID[],
    "contact_erased_at" TIMESTAMPTZ(3),

    CONSTRAINT "appointment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "earlier_slot_alert" (
    "id" UUID NOT NULL,
    "appointment_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "notices_sent" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "earlier_slot_alert_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "desk" (
    "permanence_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "conseiller_id" UUID,
    "state" TEXT NOT NULL DEFAULT 'present',
    "since" TIMESTAMPTZ(3) NOT NULL,
    "break_until" TIMESTAMPTZ(3),
    "topic_keys" TEXT[] DEFAULT ARRAY[]::TEXT[],

    CONSTRAINT "desk_pkey" PRIMARY KEY ("permanence_id","number")
);

-- CreateTable
CREATE TABLE "visit" (
    "id" UUID NOT NULL,
    "permanence_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "appointment_id" UUID,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "joined_at" TIMESTAMPTZ(3) NOT NULL,
    "late" BOOLEAN NOT NULL DEFAULT false,
    "priority" BOOLEAN NOT NULL DEFAULT false,
    "back" BOOLEAN NOT NULL DEFAULT false,
    "topic_key" TEXT,
    "language" TEXT,
    "card" INTEGER,
    "desk" INTEGER,
    "conseiller_id" UUID,
    "called_at" TIMESTAMPTZ(3),
    "started_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "missed_calls" INTEGER NOT NULL DEFAULT 0,
    "missed_at_call" INTEGER,
    "away_until" TIMESTAMPTZ(3),
    "away_times" INTEGER NOT NULL DEFAULT 0,
    "left_why" TEXT,
    "name" TEXT,
    "phone" TEXT,
    "generation" INTEGER NOT NULL DEFAULT 1,
    "identity_erased_at" TIMESTAMPTZ(3),

    CONSTRAINT "visit_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "queue_event" (
    "id" BIGSERIAL NOT NULL,
    "permanence_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "command_id" UUID NOT NULL,
    "type" TEXT NOT NULL,
    "visit_id" UUID,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "actor" TEXT NOT NULL,
    "device" TEXT NOT NULL,
    "data" JSONB NOT NULL,

    CONSTRAINT "queue_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "queue_command" (
    "id" UUID NOT NULL,
    "permanence_id" UUID NOT NULL,
    "type" TEXT NOT NULL,
    "device" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "outcome" TEXT NOT NULL,
    "refusal" TEXT,

    CONSTRAINT "queue_command_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "number_lease" (
    "id" UUID NOT NULL,
    "permanence_id" UUID NOT NULL,
    "device" TEXT NOT NULL,
    "first_number" INTEGER NOT NULL,
    "last_number" INTEGER NOT NULL,
    "leased_at" TIMESTAMPTZ(3) NOT NULL,
    "voided_at" TIMESTAMPTZ(3),

    CONSTRAINT "number_lease_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "referral" (
    "id" UUID NOT NULL,
    "visit_id" UUID NOT NULL,
    "target" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "referral_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "turn_away" (
    "id" UUID NOT NULL,
    "permanence_id" UUID NOT NULL,
    "reason" TEXT NOT NULL,
    "topic_key" TEXT,
    "language" TEXT,
    "target" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "turn_away_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "activity_report" (
    "id" UUID NOT NULL,
    "visit_id" UUID NOT NULL,
    "themes" TEXT[],
    "minutes" INTEGER NOT NULL,
    "equipment" TEXT[],
    "autonomy" TEXT,
    "redirect" TEXT,
    "age_band" TEXT,
    "gender" TEXT,
    "status" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "activity_report_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "calendar_share" (
    "id" UUID NOT NULL,
    "giver_id" UUID NOT NULL,
    "receiver_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "level" TEXT NOT NULL,
    "place_ids" UUID[] DEFAULT ARRAY[]::UUID[],
    "generation" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "calendar_share_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "instance_clock" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "offset_ms" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "instance_clock_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "organisation_slug_key" ON "organisation"("slug");

-- CreateIndex
CREATE UNIQUE INDEX "user_account_email_key" ON "user_account"("email");

-- CreateIndex
CREATE UNIQUE INDEX "login_session_session_token_key" ON "login_session"("session_token");

-- CreateIndex
CREATE INDEX "login_session_user_id_idx" ON "login_session"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "verification_token_identifier_key" ON "verification_token"("identifier");

-- CreateIndex
CREATE UNIQUE INDEX "device_enrol_code_key" ON "device"("enrol_code");

-- CreateIndex
CREATE INDEX "device_place_id_idx" ON "device"("place_id");

-- CreateIndex
CREATE INDEX "idempotency_key_created_at_idx" ON "idempotency_key"("created_at");

-- CreateIndex
CREATE UNIQUE INDEX "place_slug_key" ON "place"("slug");

-- CreateIndex
CREATE UNIQUE INDEX "place_national_id_key" ON "place"("national_id");

-- CreateIndex
CREATE INDEX "place_city_idx" ON "place"("city");

-- CreateIndex
CREATE UNIQUE INDEX "topic_key_key" ON "topic"("key");

-- CreateIndex
CREATE UNIQUE INDEX "topic_rank_key" ON "topic"("rank");

-- CreateIndex
CREATE INDEX "series_place_id_idx" ON "series"("place_id");

-- CreateIndex
CREATE INDEX "permanence_starts_at_idx" ON "permanence"("starts_at");

-- CreateIndex
CREATE INDEX "permanence_place_id_starts_at_idx" ON "permanence"("place_id", "starts_at");

-- CreateIndex
CREATE UNIQUE INDEX "permanence_series_id_local_date_key" ON "permanence"("series_id", "local_date");

-- CreateIndex
CREATE INDEX "assignment_permanence_id_idx" ON "assignment"("permanence_id");

-- CreateIndex
CREATE INDEX "workshop_place_workshop_id_idx" ON "workshop_place"("workshop_id");

-- CreateIndex
CREATE INDEX "appointment_permanence_id_idx" ON "appointment"("permanence_id");

-- CreateIndex
CREATE UNIQUE INDEX "visit_appointment_id_key" ON "visit"("appointment_id");

-- CreateIndex
CREATE INDEX "queue_event_permanence_id_id_idx" ON "queue_event"("permanence_id", "id");

-- CreateIndex
CREATE INDEX "queue_event_visit_id_idx" ON "queue_event"("visit_id");

-- CreateIndex
CREATE INDEX "queue_command_permanence_id_idx" ON "queue_command"("permanence_id");

-- CreateIndex
CREATE UNIQUE INDEX "activity_report_visit_id_key" ON "activity_report"("visit_id");

-- AddForeignKey
ALTER TABLE "login_session" ADD CONSTRAINT "login_session_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user_account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "membership" ADD CONSTRAINT "membership_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user_account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "membership" ADD CONSTRAINT "membership_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "api_token" ADD CONSTRAINT "api_token_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user_account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "device" ADD CONSTRAINT "device_place_id_fkey" FOREIGN KEY ("place_id") REFERENCES "place"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "place" ADD CONSTRAINT "place_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "series" ADD CONSTRAINT "series_place_id_fkey" FOREIGN KEY ("place_id") REFERENCES "place"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "series" ADD CONSTRAINT "series_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "closure" ADD CONSTRAINT "closure_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "closure" ADD CONSTRAINT "closure_place_id_fkey" FOREIGN KEY ("place_id") REFERENCES "place"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "permanence" ADD CONSTRAINT "permanence_place_id_fkey" FOREIGN KEY ("place_id") REFERENCES "place"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "permanence" ADD CONSTRAINT "permanence_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "permanence" ADD CONSTRAINT "permanence_series_id_fkey" FOREIGN KEY ("series_id") REFERENCES "series"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "assignment" ADD CONSTRAINT "assignment_permanence_id_fkey" FOREIGN KEY ("permanence_id") REFERENCES "permanence"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "assignment" ADD CONSTRAINT "assignment_conseiller_id_fkey" FOREIGN KEY ("conseiller_id") REFERENCES "user_account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "absence" ADD CONSTRAINT "absence_conseiller_id_fkey" FOREIGN KEY ("conseiller_id") REFERENCES "user_account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "workshop" ADD CONSTRAINT "workshop_place_id_fkey" FOREIGN KEY ("place_id") REFERENCES "place"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "workshop" ADD CONSTRAINT "workshop_organisation_id_fkey" FOREIGN KEY ("organisation_id") REFERENCES "organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "workshop_place" ADD CONSTRAINT "workshop_place_workshop_id_fkey" FOREIGN KEY ("workshop_id") REFERENCES "workshop"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "appointment" ADD CONSTRAINT "appointment_permanence_id_fkey" FOREIGN KEY ("permanence_id") REFERENCES "permanence"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "appointment" ADD CONSTRAINT "appointment_place_id_fkey" FOREIGN KEY ("place_id") REFERENCES "place"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "appointment" ADD CONSTRAINT "appointment_wanted_conseiller_id_fkey" FOREIGN KEY ("wanted_conseiller_id") REFERENCES "user_account"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "earlier_slot_alert" ADD CONSTRAINT "earlier_slot_alert_appointment_id_fkey" FOREIGN KEY ("appointment_id") REFERENCES "appointment"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "desk" ADD CONSTRAINT "desk_permanence_id_fkey" FOREIGN KEY ("permanence_id") REFERENCES "permanence"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "desk" ADD CONSTRAINT "desk_conseiller_id_fkey" FOREIGN KEY ("conseiller_id") REFERENCES "user_account"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "visit" ADD CONSTRAINT "visit_permanence_id_fkey" FOREIGN KEY ("permanence_id") REFERENCES "permanence"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "visit" ADD CONSTRAINT "visit_appointment_id_fkey" FOREIGN KEY ("appointment_id") REFERENCES "appointment"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "visit" ADD CONSTRAINT "visit_conseiller_id_fkey" FOREIGN KEY ("conseiller_id") REFERENCES "user_account"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "queue_event" ADD CONSTRAINT "queue_event_permanence_id_fkey" FOREIGN KEY ("permanence_id") REFERENCES "permanence"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "queue_command" ADD CONSTRAINT "queue_command_permanence_id_fkey" FOREIGN KEY ("permanence_id") REFERENCES "permanence"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "number_lease" ADD CONSTRAINT "number_lease_permanence_id_fkey" FOREIGN KEY ("permanence_id") REFERENCES "permanence"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "referral" ADD CONSTRAINT "referral_visit_id_fkey" FOREIGN KEY ("visit_id") REFERENCES "visit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "turn_away" ADD CONSTRAINT "turn_away_permanence_id_fkey" FOREIGN KEY ("permanence_id") REFERENCES "permanence"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "activity_report" ADD CONSTRAINT "activity_report_visit_id_fkey" FOREIGN KEY ("visit_id") REFERENCES "visit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "calendar_share" ADD CONSTRAINT "calendar_share_giver_id_fkey" FOREIGN KEY ("giver_id") REFERENCES "organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "calendar_share" ADD CONSTRAINT "calendar_share_receiver_id_fkey" FOREIGN KEY ("receiver_id") REFERENCES "organisation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

