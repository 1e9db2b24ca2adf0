-- Vigie's data model. Written by the schema engine, then completed by hand: extensions, partitions, checks, exclusion,
-- partial indexes and the outbox's notice, none of which the schema file can say.
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS btree_gist;
CREATE EXTENSION IF NOT EXISTS unaccent;

-- CreateTable
CREATE TABLE "users" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "name" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "email_verified" BOOLEAN NOT NULL DEFAULT false,
    "image" TEXT,
    "two_factor_enabled" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "locale" TEXT NOT NULL DEFAULT 'fr',
    "zone" TEXT NOT NULL DEFAULT 'Europe/Paris',
    "territories" TEXT[] DEFAULT ARRAY['FR']::TEXT[],
    "role" TEXT NOT NULL DEFAULT 'user',
    "local" BOOLEAN NOT NULL DEFAULT false,
    "quiet_from" TEXT,
    "quiet_to" TEXT,

    CONSTRAINT "users_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sessions" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "token" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "ip_address" TEXT,
    "user_agent" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "user_id" UUID NOT NULL,

    CONSTRAINT "sessions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "accounts" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "account_id" TEXT NOT NULL,
    "provider_id" TEXT NOT NULL,
    "user_id" UUID NOT NULL,
    "access_token" TEXT,
    "refresh_token" TEXT,
    "id_token" TEXT,
    "access_token_expires_at" TIMESTAMPTZ(3),
    "refresh_token_expires_at" TIMESTAMPTZ(3),
    "scope" TEXT,
    "password" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "accounts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "verifications" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "identifier" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "verifications_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "two_factors" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "secret" TEXT NOT NULL,
    "backup_codes" TEXT NOT NULL,
    "verified" BOOLEAN NOT NULL DEFAULT true,
    "failed_verification_count" INTEGER NOT NULL DEFAULT 0,
    "locked_until" TIMESTAMPTZ(3),
    "user_id" UUID NOT NULL,

    CONSTRAINT "two_factors_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "rate_limits" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "key" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    "last_request" BIGINT NOT NULL,

    CONSTRAINT "rate_limits_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "films" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "slug" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "original_title" TEXT,
    "year" INTEGER,
    "form" TEXT NOT NULL DEFAULT 'feature',
    "duration_minutes" INTEGER,
    "countries" TEXT[],
    "genres" TEXT[],
    "directors" TEXT[],
    "director_keys" TEXT[],
    "synopsis" JSONB,
    "demo" BOOLEAN NOT NULL DEFAULT false,
    "created_by" TEXT NOT NULL,
    "merged_into_id" UUID,
    "tide_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "films_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "film_ids" (
    "scheme" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "film_id" UUID NOT NULL,

    CONSTRAINT "film_ids_pkey" PRIMARY KEY ("scheme","value")
);

-- CreateTable
CREATE TABLE "film_aliases" (
    "film_id" UUID NOT NULL,
    "folded" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "source" TEXT NOT NULL,

    CONSTRAINT "film_aliases_pkey" PRIMARY KEY ("film_id","folded")
);

-- CreateTable
CREATE TABLE "people" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "folded" TEXT NOT NULL,

    CONSTRAINT "people_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "credits" (
    "id" BIGSERIAL NOT NULL,
    "film_id" UUID NOT NULL,
    "source" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "line" TEXT NOT NULL,
    "job" TEXT NOT NULL,

    CONSTRAINT "credits_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "credit_people" (
    "credit_id" BIGINT NOT NULL,
    "position" INTEGER NOT NULL,
    "person_id" UUID NOT NULL,
    "name" TEXT NOT NULL,

    CONSTRAINT "credit_people_pkey" PRIMARY KEY ("credit_id","position")
);

-- CreateTable
CREATE TABLE "companies" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "folded" TEXT NOT NULL,

    CONSTRAINT "companies_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "film_companies" (
    "film_id" UUID NOT NULL,
    "company_id" UUID NOT NULL,
    "role" TEXT NOT NULL,
    "source" TEXT NOT NULL,

    CONSTRAINT "film_companies_pkey" PRIMARY KEY ("film_id","company_id","role","source")
);

-- CreateTable
CREATE TABLE "releases" (
    "id" BIGSERIAL NOT NULL,
    "film_id" UUID NOT NULL,
    "source" TEXT NOT NULL,
    "territory" TEXT,
    "country" TEXT NOT NULL,
    "date" TEXT,
    "precision" TEXT NOT NULL,
    "local_title" TEXT,
    "distributor" TEXT,
    "buyer" TEXT,

    CONSTRAINT "releases_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "awards" (
    "id" BIGSERIAL NOT NULL,
    "film_id" UUID NOT NULL,
    "source" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "year" INTEGER,
    "category" TEXT NOT NULL,
    "text" TEXT NOT NULL,

    CONSTRAINT "awards_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "places" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "folded" TEXT NOT NULL,
    "department" TEXT NOT NULL DEFAULT '',
    "insee" TEXT,
    "lat" DOUBLE PRECISION,
    "lon" DOUBLE PRECISION,

    CONSTRAINT "places_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "film_places" (
    "film_id" UUID NOT NULL,
    "place_id" UUID NOT NULL,
    "source" TEXT NOT NULL,
    "text" TEXT NOT NULL,

    CONSTRAINT "film_places_pkey" PRIMARY KEY ("film_id","place_id","source")
);

-- CreateTable
CREATE TABLE "works" (
    "id" BIGSERIAL NOT NULL,
    "source" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "film_id" UUID,
    "matched_by" TEXT,
    "ref" JSONB NOT NULL,
    "facts" JSONB,
    "candidates" JSONB,
    "target_id" UUID,
    "sightings" JSONB,
    "first_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "works_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "providers" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "homepage" TEXT,
    "parent_id" UUID,
    "host_id" UUID,
    "successor_id" UUID,
    "catch_up" BOOLEAN NOT NULL DEFAULT false,
    "access" TEXT,
    "territories" TEXT[],
    "defaults" JSONB NOT NULL DEFAULT '{}',
    "verified" BOOLEAN NOT NULL DEFAULT false,
    "demo" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "providers_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "provider_aliases" (
    "folded" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "provider_id" UUID NOT NULL,
    "valid_from" TIMESTAMPTZ(3),
    "valid_to" TIMESTAMPTZ(3),

    CONSTRAINT "provider_aliases_pkey" PRIMARY KEY ("folded")
);

-- CreateTable
CREATE TABLE "provider_ids" (
    "source" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "provider_id" UUID NOT NULL,

    CONSTRAINT "provider_ids_pkey" PRIMARY KEY ("source","value")
);

-- CreateTable
CREATE TABLE "targets" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "source" TEXT NOT NULL,
    "reference" TEXT NOT NULL,
    "territory" TEXT NOT NULL,
    "scope" TEXT NOT NULL,
    "film_id" UUID,
    "every_ms" BIGINT NOT NULL,
    "zone" TEXT,
    "published_at" TIMESTAMPTZ(3),
    "state" TEXT NOT NULL DEFAULT 'active',
    "host" TEXT NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lease_token" UUID,
    "lease_until" TIMESTAMPTZ(3),
    "failures" INTEGER NOT NULL DEFAULT 0,
    "first_good_at" TIMESTAMPTZ(3),
    "last_good_at" TIMESTAMPTZ(3),
    "read_at" TIMESTAMPTZ(3),
    "last_check_at" TIMESTAMPTZ(3),
    "last_change_at" TIMESTAMPTZ(3),
    "last_outcome" TEXT,
    "last_reason" TEXT,
    "etag" TEXT,
    "last_modified" TEXT,
    "accept_encoding" TEXT,
    "hash" TEXT,
    "parser_version" INTEGER,
    "settled" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "targets_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "hosts" (
    "host" TEXT NOT NULL,
    "next_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lease_token" UUID,
    "lease_until" TIMESTAMPTZ(3),
    "robots" TEXT,
    "robots_at" TIMESTAMPTZ(3),

    CONSTRAINT "hosts_pkey" PRIMARY KEY ("host")
);

-- CreateTable
CREATE TABLE "checks" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "target_id" UUID NOT NULL,
    "outcome" TEXT NOT NULL,
    "reason" TEXT,
    "status" INTEGER,
    "ms" INTEGER,
    "sightings" INTEGER,
    "rejected" INTEGER,
    "changes" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "checks_pkey" PRIMARY KEY ("id","at")
) PARTITION BY RANGE ("at");

-- CreateTable
CREATE TABLE "answers" (
    "target_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "status" INTEGER,
    "hash" TEXT,
    "body" BYTEA NOT NULL,

    CONSTRAINT "answers_pkey" PRIMARY KEY ("target_id","kind")
);

-- CreateTable
CREATE TABLE "snapshots" (
    "target_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "body" JSONB NOT NULL,

    CONSTRAINT "snapshots_pkey" PRIMARY KEY ("target_id")
);

-- CreateTable
CREATE TABLE "holds" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "source" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'open',
    "reason" TEXT NOT NULL,
    "closing" INTEGER NOT NULL,
    "open_count" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "decided_at" TIMESTAMPTZ(3),
    "decided_by" TEXT,

    CONSTRAINT "holds_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "windows" (
    "id" UUID NOT NULL,
    "film_id" UUID NOT NULL,
    "provider_id" UUID NOT NULL,
    "territory" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "monetization" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "start_at" TIMESTAMPTZ(3),
    "start_precision" TEXT NOT NULL,
    "start_basis" TEXT NOT NULL,
    "start_text" TEXT,
    "end_at" TIMESTAMPTZ(3),
    "end_precision" TEXT NOT NULL,
    "end_basis" TEXT NOT NULL,
    "end_text" TEXT,
    "period" tstzrange NOT NULL,
    "opened_at" TIMESTAMPTZ(3),
    "closed_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL,
    "memory" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "windows_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "evidence" (
    "id" BIGSERIAL NOT NULL,
    "window_id" UUID NOT NULL,
    "target_id" UUID NOT NULL,
    "film_id" UUID NOT NULL,
    "source" TEXT NOT NULL,
    "rank" TEXT NOT NULL,
    "stated" TEXT,
    "start_at" TIMESTAMPTZ(3),
    "start_precision" TEXT NOT NULL,
    "start_basis" TEXT NOT NULL,
    "start_text" TEXT,
    "end_at" TIMESTAMPTZ(3),
    "end_precision" TEXT NOT NULL,
    "end_basis" TEXT NOT NULL,
    "end_text" TEXT,
    "url" TEXT,
    "text" TEXT NOT NULL,
    "doubts" TEXT[],
    "programme" TEXT,
    "published_at" TIMESTAMPTZ(3),
    "first_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,
    "status" TEXT NOT NULL,
    "absent_since" TIMESTAMPTZ(3),
    "absent_count" INTEGER,
    "absent_counted" TIMESTAMPTZ(3),
    "memory" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "evidence_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "terms" (
    "id" BIGSERIAL NOT NULL,
    "evidence_id" BIGINT NOT NULL,
    "version" INTEGER NOT NULL,
    "from_at" TIMESTAMPTZ(3) NOT NULL,
    "to_at" TIMESTAMPTZ(3),
    "terms" JSONB NOT NULL,

    CONSTRAINT "terms_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "changes" (
    "id" UUID NOT NULL,
    "cursor" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "kind" TEXT NOT NULL,
    "window_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "film_id" UUID NOT NULL,
    "provider_id" UUID NOT NULL,
    "territory" TEXT NOT NULL,
    "before" JSONB NOT NULL,
    "after" JSONB NOT NULL,
    "cause" TEXT NOT NULL,
    "quiet" BOOLEAN NOT NULL,
    "source" TEXT,
    "target_id" UUID,
    "evidence_id" BIGINT,
    "corrects_id" UUID,
    "proof" JSONB,

    CONSTRAINT "changes_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "lists" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "owner_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "lists_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "list_members" (
    "list_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "role" TEXT NOT NULL DEFAULT 'member',

    CONSTRAINT "list_members_pkey" PRIMARY KEY ("list_id","user_id")
);

-- CreateTable
CREATE TABLE "watches" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "list_id" UUID NOT NULL,
    "film_id" UUID NOT NULL,
    "rule_id" UUID,
    "cursor" BIGINT NOT NULL,
    "answer" TEXT NOT NULL DEFAULT 'done',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "watches_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "rules" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "user_id" UUID NOT NULL,
    "scope" TEXT NOT NULL,
    "ref" TEXT,
    "body" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "rules_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "channels" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "user_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'active',
    "settings" JSONB NOT NULL DEFAULT '{}',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "channels_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "alerts" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "user_id" UUID NOT NULL,
    "film_id" UUID NOT NULL,
    "change_id" UUID,
    "watch_id" UUID,
    "kind" TEXT NOT NULL,
    "ring_key" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "alerts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "deliveries" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "channel_id" UUID NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "send_id" UUID,
    "position" INTEGER,
    "reason" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "sent_at" TIMESTAMPTZ(3),

    CONSTRAINT "deliveries_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "delivery_items" (
    "delivery_id" UUID NOT NULL,
    "alert_id" UUID NOT NULL,
    "channel_id" UUID NOT NULL,

    CONSTRAINT "delivery_items_pkey" PRIMARY KEY ("alert_id","channel_id")
);

-- CreateTable
CREATE TABLE "sends" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "transport" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'ready',
    "bodies" JSONB NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "first_try_at" TIMESTAMPTZ(3),
    "next_try_at" TIMESTAMPTZ(3),
    "lease_until" TIMESTAMPTZ(3),
    "accepted_at" TIMESTAMPTZ(3),
    "provider_ids" JSONB,
    "reason" TEXT,

    CONSTRAINT "sends_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "suppressions" (
    "hash" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "suppressions_pkey" PRIMARY KEY ("hash")
);

-- CreateTable
CREATE TABLE "outbox" (
    "id" BIGSERIAL NOT NULL,
    "kind" TEXT NOT NULL,
    "ref" UUID NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "attempt" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "relayed_at" TIMESTAMPTZ(3),
    "done_at" TIMESTAMPTZ(3),
    "run_after" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "error" TEXT,

    CONSTRAINT "outbox_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "audit" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "actor" TEXT NOT NULL,
    "act" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "detail" JSONB,

    CONSTRAINT "audit_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "settings" (
    "name" TEXT NOT NULL,
    "value" JSONB NOT NULL,

    CONSTRAINT "settings_pkey" PRIMARY KEY ("name")
);

-- CreateIndex
CREATE UNIQUE INDEX "users_email_key" ON "users"("email");

-- CreateIndex
CREATE UNIQUE INDEX "sessions_token_key" ON "sessions"("token");

-- CreateIndex
CREATE INDEX "sessions_user_id_idx" ON "sessions"("user_id");

-- CreateIndex
CREATE INDEX "accounts_user_id_idx" ON "accounts"("user_id");

-- CreateIndex
CREATE INDEX "verifications_identifier_idx" ON "verifications"("identifier");

-- CreateIndex
CREATE INDEX "two_factors_user_id_idx" ON "two_factors"("user_id");

-- CreateIndex
CREATE INDEX "two_factors_secret_idx" ON "two_factors"("secret");

-- CreateIndex
CREATE UNIQUE INDEX "rate_limits_key_key" ON "rate_limits"("key");

-- CreateIndex
CREATE UNIQUE INDEX "films_slug_key" ON "films"("slug");

-- CreateIndex
CREATE INDEX "films_tide_at_idx" ON "films"("tide_at");

-- CreateIndex
CREATE INDEX "films_year_idx" ON "films"("year");

-- CreateIndex
CREATE INDEX "films_director_keys_idx" ON "films" USING GIN ("director_keys");

-- CreateIndex
CREATE INDEX "film_ids_film_id_idx" ON "film_ids"("film_id");

-- CreateIndex
CREATE INDEX "film_aliases_folded_idx" ON "film_aliases"("folded");

-- CreateIndex
CREATE INDEX "film_aliases_folded_trgm" ON "film_aliases" USING GIN ("folded" gin_trgm_ops);

-- CreateIndex
CREATE UNIQUE INDEX "people_slug_key" ON "people"("slug");

-- CreateIndex
CREATE UNIQUE INDEX "people_folded_key" ON "people"("folded");

-- CreateIndex
CREATE UNIQUE INDEX "credits_film_id_source_position_key" ON "credits"("film_id", "source", "position");

-- CreateIndex
CREATE INDEX "credit_people_person_id_idx" ON "credit_people"("person_id");

-- CreateIndex
CREATE UNIQUE INDEX "companies_slug_key" ON "companies"("slug");

-- CreateIndex
CREATE UNIQUE INDEX "companies_folded_key" ON "companies"("folded");

-- CreateIndex
CREATE INDEX "film_companies_company_id_idx" ON "film_companies"("company_id");

-- CreateIndex
CREATE INDEX "releases_film_id_idx" ON "releases"("film_id");

-- CreateIndex
CREATE INDEX "awards_body_year_idx" ON "awards"("body", "year");

-- CreateIndex
CREATE UNIQUE INDEX "awards_film_id_source_body_year_category_key" ON "awards"("film_id", "source", "body", "year", "category");

-- CreateIndex
CREATE UNIQUE INDEX "places_slug_key" ON "places"("slug");

-- CreateIndex
CREATE UNIQUE INDEX "places_insee_key" ON "places"("insee");

-- CreateIndex
CREATE UNIQUE INDEX "places_folded_department_key" ON "places"("folded", "department");

-- CreateIndex
CREATE INDEX "film_places_place_id_idx" ON "film_places"("place_id");

-- CreateIndex
CREATE INDEX "works_film_id_idx" ON "works"("film_id");

-- CreateIndex
CREATE INDEX "works_state_idx" ON "works"("state");

-- CreateIndex
CREATE UNIQUE INDEX "works_source_key_key" ON "works"("source", "key");

-- CreateIndex
CREATE UNIQUE INDEX "providers_slug_key" ON "providers"("slug");

-- CreateIndex
CREATE INDEX "provider_aliases_provider_id_idx" ON "provider_aliases"("provider_id");

-- CreateIndex
CREATE INDEX "provider_ids_provider_id_idx" ON "provider_ids"("provider_id");

-- CreateIndex
CREATE INDEX "targets_film_id_idx" ON "targets"("film_id");

-- CreateIndex
CREATE UNIQUE INDEX "targets_source_reference_territory_key" ON "targets"("source", "reference", "territory");

-- CreateIndex
CREATE INDEX "checks_target_id_at_idx" ON "checks"("target_id", "at");

-- CreateIndex
CREATE INDEX "holds_source_state_idx" ON "holds"("source", "state");

-- CreateIndex
CREATE INDEX "windows_film_id_status_idx" ON "windows"("film_id", "status");

-- CreateIndex
CREATE INDEX "windows_provider_id_territory_status_idx" ON "windows"("provider_id", "territory", "status");

-- CreateIndex
CREATE INDEX "evidence_window_id_idx" ON "evidence"("window_id");

-- CreateIndex
CREATE INDEX "evidence_target_id_status_idx" ON "evidence"("target_id", "status");

-- CreateIndex
CREATE INDEX "evidence_film_id_idx" ON "evidence"("film_id");

-- CreateIndex
CREATE UNIQUE INDEX "terms_evidence_id_version_key" ON "terms"("evidence_id", "version");

-- CreateIndex
CREATE UNIQUE INDEX "changes_cursor_key" ON "changes"("cursor");

-- CreateIndex
CREATE INDEX "changes_film_id_cursor_idx" ON "changes"("film_id", "cursor");

-- CreateIndex
CREATE INDEX "changes_at_idx" ON "changes"("at");

-- CreateIndex
CREATE UNIQUE INDEX "changes_window_id_version_key" ON "changes"("window_id", "version");

-- CreateIndex
CREATE UNIQUE INDEX "lists_owner_id_key" ON "lists"("owner_id");

-- CreateIndex
CREATE INDEX "list_members_user_id_idx" ON "list_members"("user_id");

-- CreateIndex
CREATE INDEX "watches_film_id_idx" ON "watches"("film_id");

-- CreateIndex
CREATE UNIQUE INDEX "watches_list_id_film_id_key" ON "watches"("list_id", "film_id");

-- CreateIndex
CREATE INDEX "rules_scope_ref_idx" ON "rules"("scope", "ref");

-- CreateIndex
CREATE INDEX "rules_user_id_idx" ON "rules"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "channels_user_id_kind_address_key" ON "channels"("user_id", "kind", "address");

-- CreateIndex
CREATE INDEX "alerts_user_id_created_at_idx" ON "alerts"("user_id", "created_at");

-- CreateIndex
CREATE INDEX "alerts_change_id_idx" ON "alerts"("change_id");

-- CreateIndex
CREATE UNIQUE INDEX "alerts_user_id_change_id_key" ON "alerts"("user_id", "change_id");

-- CreateIndex
CREATE INDEX "deliveries_send_id_idx" ON "deliveries"("send_id");

-- CreateIndex
CREATE INDEX "deliveries_channel_id_created_at_idx" ON "deliveries"("channel_id", "created_at");

-- CreateIndex
CREATE INDEX "delivery_items_delivery_id_idx" ON "delivery_items"("delivery_id");

-- CreateIndex
CREATE UNIQUE INDEX "outbox_kind_ref_key" ON "outbox"("kind", "ref");

-- CreateIndex
CREATE INDEX "audit_at_idx" ON "audit"("at");

-- AddForeignKey
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "accounts" ADD CONSTRAINT "accounts_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "two_factors" ADD CONSTRAINT "two_factors_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "films" ADD CONSTRAINT "films_merged_into_id_fkey" FOREIGN KEY ("merged_into_id") REFERENCES "films"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "film_ids" ADD CONSTRAINT "film_ids_film_id_fkey" FOREIGN KEY ("film_id") REFERENCES "films"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "film_aliases" ADD CONSTRAINT "film_aliases_film_id_fkey" FOREIGN KEY ("film_id") REFERENCES "films"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "credits" ADD CONSTRAINT "credits_film_id_fkey" FOREIGN KEY ("film_id") REFERENCES "films"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "credit_people" ADD CONSTRAINT "credit_people_credit_id_fkey" FOREIGN KEY ("credit_id") REFERENCES "credits"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "credit_people" ADD CONSTRAINT "credit_people_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "people"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "film_companies" ADD CONSTRAINT "film_companies_film_id_fkey" FOREIGN KEY ("film_id") REFERENCES "films"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "film_companies" ADD CONSTRAINT "film_companies_company_id_fkey" FOREIGN KEY ("company_id") REFERENCES "companies"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "releases" ADD CONSTRAINT "releases_film_id_fkey" FOREIGN KEY ("film_id") REFERENCES "films"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "awards" ADD CONSTRAINT "awards_film_id_fkey" FOREIGN KEY ("film_id") REFERENCES "films"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "film_places" ADD CONSTRAINT "film_places_film_id_fkey" FOREIGN KEY ("film_id") REFERENCES "films"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "film_places" ADD CONSTRAINT "film_places_place_id_fkey" FOREIGN KEY ("place_id") REFERENCES "places"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "works" ADD CONSTRAINT "works_film_id_fkey" FOREIGN KEY ("film_id") REFERENCES "films"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "providers" ADD CONSTRAINT "providers_parent_id_fkey" FOREIGN KEY ("parent_id") REFERENCES "providers"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "providers" ADD CONSTRAINT "providers_host_id_fkey" FOREIGN KEY ("host_id") REFERENCES "providers"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "providers" ADD CONSTRAINT "providers_successor_id_fkey" FOREIGN KEY ("successor_id") REFERENCES "providers"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "provider_aliases" ADD CONSTRAINT "provider_aliases_provider_id_fkey" FOREIGN KEY ("provider_id") REFERENCES "providers"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "provider_ids" ADD CONSTRAINT "provider_ids_provider_id_fkey" FOREIGN KEY ("provider_id") REFERENCES "providers"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "targets" ADD CONSTRAINT "targets_film_id_fkey" FOREIGN KEY ("film_id") REFERENCES "films"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "windows" ADD CONSTRAINT "windows_film_id_fkey" FOREIGN KEY ("film_id") REFERENCES "films"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "windows" ADD CONSTRAINT "windows_provider_id_fkey" FOREIGN KEY ("provider_id") REFERENCES "providers"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_window_id_fkey" FOREIGN KEY ("window_id") REFERENCES "windows"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_target_id_fkey" FOREIGN KEY ("target_id") REFERENCES "targets"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_film_id_fkey" FOREIGN KEY ("film_id") REFERENCES "films"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "terms" ADD CONSTRAINT "terms_evidence_id_fkey" FOREIGN KEY ("evidence_id") REFERENCES "evidence"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "changes" ADD CONSTRAINT "changes_window_id_fkey" FOREIGN KEY ("window_id") REFERENCES "windows"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "changes" ADD CONSTRAINT "changes_film_id_fkey" FOREIGN KEY ("film_id") REFERENCES "films"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "lists" ADD CONSTRAINT "lists_owner_id_fkey" FOREIGN KEY ("owner_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "list_members" ADD CONSTRAINT "list_members_list_id_fkey" FOREIGN KEY ("list_id") REFERENCES "lists"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "list_members" ADD CONSTRAINT "list_members_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "watches" ADD CONSTRAINT "watches_list_id_fkey" FOREIGN KEY ("list_id") REFERENCES "lists"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "watches" ADD CONSTRAINT "watches_film_id_fkey" FOREIGN KEY ("film_id") REFERENCES "films"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "watches" ADD CONSTRAINT "watches_rule_id_fkey" FOREIGN KEY ("rule_id") REFERENCES "rules"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "rules" ADD CONSTRAINT "rules_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "channels" ADD CONSTRAINT "channels_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "alerts" ADD CONSTRAINT "alerts_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "alerts" ADD CONSTRAINT "alerts_film_id_fkey" FOREIGN KEY ("film_id") REFERENCES "films"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "alerts" ADD CONSTRAINT "alerts_change_id_fkey" FOREIGN KEY ("change_id") REFERENCES "changes"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "alerts" ADD CONSTRAINT "alerts_watch_id_fkey" FOREIGN KEY ("watch_id") REFERENCES "watches"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_channel_id_fkey" FOREIGN KEY ("channel_id") REFERENCES "channels"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_send_id_fkey" FOREIGN KEY ("send_id") REFERENCES "sends"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "delivery_items" ADD CONSTRAINT "delivery_items_delivery_id_fkey" FOREIGN KEY ("delivery_id") REFERENCES "deliveries"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "delivery_items" ADD CONSTRAINT "delivery_items_alert_id_fkey" FOREIGN KEY ("alert_id") REFERENCES "alerts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "delivery_items" ADD CONSTRAINT "delivery_items_channel_id_fkey" FOREIGN KEY ("channel_id") REFERENCES "channels"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- ── By hand ──

-- Checks live in one partition a month; rows of a month without one go to the default.
CREATE TABLE "checks_other" PARTITION OF "checks" DEFAULT;
CREATE FUNCTION ensure_check_partitions(around timestamptz, ahead int) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  first timestamptz := date_trunc('month', around, 'UTC');
  lower_at timestamptz;
  upper_at timestamptz;
  name text;
BEGIN
  FOR step IN 0..ahead LOOP
    lower_at := date_trunc('month', first + make_interval(months => step), 'UTC');
    upper_at := date_trunc('month', first + make_interval(months => step + 1), 'UTC');
    name := 'checks_' || to_char(lower_at AT TIME ZONE 'UTC', 'YYYY_MM');
    CONTINUE WHEN to_regclass(name) IS NOT NULL;
    CONTINUE WHEN EXISTS (SELECT 1 FROM "checks_other" WHERE "at" >= lower_at AND "at" < upper_at);
    EXECUTE format('CREATE TABLE IF NOT EXISTS %I PARTITION OF "checks" FOR VALUES FROM (%L) TO (%L)', name, lower_at, upper_at);
  END LOOP;
END $$;
SELECT ensure_check_partitions(now(), 2);
ALTER TABLE "checks" ADD CONSTRAINT "checks_outcome" CHECK ("outcome" IN ('unchanged', 'changed', 'failed', 'held'));

-- Rules of windows.
ALTER TABLE "windows"
  ADD CONSTRAINT "windows_kind" CHECK ("kind" IN ('vod', 'replay', 'broadcast')),
  ADD CONSTRAINT "windows_monetization" CHECK ("monetization" IN ('subscription', 'ads', 'free', 'rent', 'buy', 'unknown')),
  ADD CONSTRAINT "windows_status" CHECK ("status" IN ('announced', 'open', 'closed', 'void')),
  ADD CONSTRAINT "windows_territory" CHECK ("territory" ~ '^[A-Z]{2}$'),
  ADD CONSTRAINT "windows_range" CHECK ("start_at" IS NULL OR "end_at" IS NULL OR "end_at" > "start_at" OR "status" IN ('closed', 'void')),
  ADD CONSTRAINT "windows_period" CHECK (isempty("period") = ("status" = 'void')),
  ADD CONSTRAINT "windows_version" CHECK ("version" >= 0),
  ADD CONSTRAINT "windows_one_per_key" EXCLUDE USING gist (
    "film_id" WITH =, "provider_id" WITH =, "territory" WITH =, "kind" WITH =, "monetization" WITH =, "period" WITH &&
  ) DEFERRABLE INITIALLY IMMEDIATE;
ALTER TABLE "evidence"
  ADD CONSTRAINT "evidence_status" CHECK ("status" IN ('holding', 'withdrawn', 'ended')),
  ADD CONSTRAINT "evidence_rank" CHECK ("rank" IN ('provider', 'api', 'page', 'press')),
  ADD CONSTRAINT "evidence_absence" CHECK (("absent_since" IS NULL) = ("absent_count" IS NULL));
ALTER TABLE "changes"
  ADD CONSTRAINT "changes_kind" CHECK ("kind" IN ('announced', 'opened', 'moved', 'repriced', 'improved', 'reduced', 'closing', 'closed', 'corrected')),
  ADD CONSTRAINT "changes_cause" CHECK ("cause" IN ('live', 'baseline', 'backfill', 'reparse', 'manual'));
ALTER TABLE "targets"
  ADD CONSTRAINT "targets_scope" CHECK ("scope" IN ('film', 'feed', 'article')),
  ADD CONSTRAINT "targets_state" CHECK ("state" IN ('active', 'paused', 'retired')),
  ADD CONSTRAINT "targets_territory" CHECK ("territory" ~ '^[A-Z]{2}$'),
  ADD CONSTRAINT "targets_every" CHECK ("every_ms" > 0);
ALTER TABLE "terms" ADD CONSTRAINT "terms_range" CHECK ("to_at" IS NULL OR "to_at" >= "from_at");
ALTER TABLE "works" ADD CONSTRAINT "works_state" CHECK ("state" IN ('matched', 'unmatched', 'review', 'ignored')),
  ADD CONSTRAINT "works_film" CHECK (("state" = 'matched') = ("film_id" IS NOT NULL));
ALTER TABLE "films" ADD CONSTRAINT "films_form" CHECK ("form" IN ('feature', 'short', 'documentary'));
ALTER TABLE "outbox" ADD CONSTRAINT "outbox_state" CHECK ("state" IN ('waiting', 'relayed', 'done', 'failed'));
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_state" CHECK ("state" IN ('waiting', 'claimed', 'sent', 'failed', 'held', 'dropped'));
ALTER TABLE "sends" ADD CONSTRAINT "sends_state" CHECK ("state" IN ('ready', 'accepted', 'failed', 'held', 'dropped', 'split'));
ALTER TABLE "alerts" ADD CONSTRAINT "alerts_kind" CHECK ("kind" IN ('change', 'first_answer')),
  ADD CONSTRAINT "alerts_change" CHECK (("kind" = 'change') = ("change_id" IS NOT NULL));
ALTER TABLE "holds" ADD CONSTRAINT "holds_state" CHECK ("state" IN ('open', 'released', 'discarded'));
ALTER TABLE "watches" ADD CONSTRAINT "watches_answer" CHECK ("answer" IN ('waiting', 'due', 'done'));
ALTER TABLE "rules" ADD CONSTRAINT "rules_scope" CHECK ("scope" IN ('default', 'film', 'person', 'place', 'provider', 'list', 'award'));

-- One open hold per source; one local user; one first answer per watch; one ring per user and spell (I4, W23).
CREATE UNIQUE INDEX "holds_open" ON "holds" ("source") WHERE "state" = 'open';
CREATE UNIQUE INDEX "users_local" ON "users" ("local") WHERE "local";
CREATE UNIQUE INDEX "alerts_first_answer" ON "alerts" ("user_id", "watch_id") WHERE "kind" = 'first_answer';
CREATE UNIQUE INDEX "alerts_ring" ON "alerts" ("user_id", "ring_key") WHERE "ring_key" IS NOT NULL;

-- What is due, open or waiting.
CREATE INDEX "targets_due" ON "targets" ("due_at") WHERE "state" = 'active';
-- A target is claimed with its host and rewritten twice a check: room on its page keeps the claim out of the indexes.
ALTER TABLE "targets" SET (fillfactor = 60);
CREATE INDEX "targets_host" ON "targets" ("host", "due_at") WHERE "state" = 'active';
CREATE INDEX "windows_open_end" ON "windows" ("end_at") WHERE "status" = 'open';
CREATE INDEX "windows_opened" ON "windows" ("opened_at") WHERE "status" = 'open';
CREATE INDEX "windows_announced_start" ON "windows" ("start_at") WHERE "status" = 'announced';
CREATE INDEX "outbox_waiting" ON "outbox" ("run_after") WHERE "state" = 'waiting';
CREATE INDEX "outbox_relayed" ON "outbox" ("relayed_at") WHERE "state" = 'relayed';
CREATE INDEX "deliveries_waiting" ON "deliveries" ("due_at") WHERE "state" = 'waiting';
CREATE INDEX "sends_open" ON "sends" ("next_try_at") WHERE "state" = 'ready';
CREATE INDEX "works_unmatched" ON "works" ("source") WHERE "state" IN ('unmatched', 'review');

-- Wakes every worker's relay as soon as a commit leaves something to do.
CREATE FUNCTION notify_outbox() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('vigie_outbox', '');
  RETURN NULL;
END $$;
CREATE TRIGGER "outbox_notice" AFTER INSERT ON "outbox" FOR EACH STATEMENT EXECUTE FUNCTION notify_outbox();
