-- AlterTable
ALTER TABLE "users" ADD COLUMN     "closed_at" TIMESTAMPTZ(3),
ADD COLUMN     "feed_token" TEXT,
ADD COLUMN     "terms_at" TIMESTAMPTZ(3),
ADD COLUMN     "terms_version" TEXT;

-- AlterTable
ALTER TABLE "lookups" ADD COLUMN     "ids" JSONB NOT NULL DEFAULT '{}';

-- AlterTable
ALTER TABLE "watches" ADD COLUMN     "import_id" UUID;

-- CreateTable
CREATE TABLE "user_services" (
    "user_id" UUID NOT NULL,
    "provider_id" UUID NOT NULL,

    CONSTRAINT "user_services_pkey" PRIMARY KEY ("user_id","provider_id")
);

-- CreateTable
CREATE TABLE "newsletters" (
    "user_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "cadence" TEXT NOT NULL,
    "day" INTEGER,
    "ref" TEXT NOT NULL DEFAULT '',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "newsletters_pkey" PRIMARY KEY ("user_id","kind","ref")
);

-- CreateTable
CREATE TABLE "marks" (
    "user_id" UUID NOT NULL,
    "film_id" UUID NOT NULL,
    "mark" TEXT NOT NULL,
    "cursor" BIGINT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "marks_pkey" PRIMARY KEY ("user_id","film_id")
);

-- CreateTable
CREATE TABLE "undos" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "user_id" UUID NOT NULL,
    "act" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    "before" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "undos_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "invitations" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "token_hash" TEXT NOT NULL,
    "email" TEXT,
    "role" TEXT NOT NULL DEFAULT 'user',
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "invitations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "letters" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "kind" TEXT NOT NULL,
    "to" TEXT NOT NULL,
    "locale" TEXT NOT NULL,
    "data" JSONB NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "reason" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "sent_at" TIMESTAMPTZ(3),

    CONSTRAINT "letters_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "limits" (
    "key" TEXT NOT NULL,
    "points" INTEGER NOT NULL DEFAULT 0,
    "expire" BIGINT,

    CONSTRAINT "limits_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "imports" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "list_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "format" TEXT NOT NULL,
    "counts" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "imports_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "import_lines" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "list_id" UUID NOT NULL,
    "import_id" UUID NOT NULL,
    "line" INTEGER NOT NULL,
    "key" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "year" INTEGER,
    "ids" JSONB NOT NULL DEFAULT '{}',
    "state" TEXT NOT NULL,
    "film_id" UUID,
    "candidates" JSONB,
    "reason" TEXT,
    "asked_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "import_lines_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "reports" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "film_id" UUID NOT NULL,
    "window_id" UUID,
    "user_id" UUID,
    "says" TEXT NOT NULL,
    "provider" TEXT,
    "url" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "reports_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "tallies" (
    "grain" TEXT NOT NULL,
    "unit" TEXT NOT NULL,
    "territory" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "provider_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "monetization" TEXT NOT NULL,
    "change" TEXT NOT NULL,
    "cause" TEXT NOT NULL,
    "sources" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    "undone" INTEGER NOT NULL DEFAULT 0,
    "first_cursor" BIGINT NOT NULL,
    "last_cursor" BIGINT NOT NULL,

    CONSTRAINT "tallies_pkey" PRIMARY KEY ("grain","unit","territory","day","provider_id","kind","monetization","change","cause","sources")
);

-- CreateTable
CREATE TABLE "tally_moves" (
    "id" BIGSERIAL NOT NULL,
    "window_id" UUID NOT NULL,
    "territory" TEXT NOT NULL,
    "provider_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "monetization" TEXT NOT NULL,

    CONSTRAINT "tally_moves_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "stays" (
    "territory" TEXT NOT NULL,
    "provider_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "windows" INTEGER NOT NULL,
    "since" TIMESTAMPTZ(3),
    "quartile1_ms" BIGINT,
    "median_ms" BIGINT,
    "quartile3_ms" BIGINT,
    "departed" INTEGER NOT NULL,
    "returned" INTEGER NOT NULL,
    "gap_ms" BIGINT,
    "computed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "stays_pkey" PRIMARY KEY ("territory","provider_id","kind")
);

-- CreateTable
CREATE TABLE "source_figures" (
    "source" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "active" INTEGER NOT NULL DEFAULT 0,
    "paused" INTEGER NOT NULL DEFAULT 0,
    "failing" INTEGER NOT NULL DEFAULT 0,
    "late" INTEGER NOT NULL DEFAULT 0,
    "last_good_at" TIMESTAMPTZ(3),
    "oldest_due_at" TIMESTAMPTZ(3),
    "failures" JSONB NOT NULL DEFAULT '[]',
    "claims" INTEGER NOT NULL DEFAULT 0,
    "contradicted" INTEGER NOT NULL DEFAULT 0,
    "corrected" INTEGER NOT NULL DEFAULT 0,
    "claims_at" TIMESTAMPTZ(3),
    "took_ms" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "source_figures_pkey" PRIMARY KEY ("source")
);

-- CreateIndex
CREATE INDEX "audit_act_id_idx" ON "audit"("act", "id");

-- CreateIndex
CREATE INDEX "audit_actor_id_idx" ON "audit"("actor", "id");

-- CreateIndex
CREATE INDEX "audit_subject_id_idx" ON "audit"("subject", "id");

-- CreateIndex
CREATE INDEX "changes_provider_id_territory_cursor_idx" ON "changes"("provider_id", "territory", "cursor");

-- CreateIndex
CREATE INDEX "user_services_provider_id_idx" ON "user_services"("provider_id");

-- CreateIndex
CREATE INDEX "marks_film_id_idx" ON "marks"("film_id");

-- CreateIndex
CREATE INDEX "undos_user_id_created_at_idx" ON "undos"("user_id", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "invitations_token_hash_key" ON "invitations"("token_hash");

-- CreateIndex
CREATE INDEX "letters_created_at_idx" ON "letters"("created_at");

-- CreateIndex
CREATE INDEX "imports_list_id_idx" ON "imports"("list_id");

-- CreateIndex
CREATE INDEX "import_lines_state_asked_at_idx" ON "import_lines"("state", "asked_at");

-- CreateIndex
CREATE INDEX "import_lines_import_id_state_line_idx" ON "import_lines"("import_id", "state", "line");

-- CreateIndex
CREATE UNIQUE INDEX "import_lines_list_id_key_key" ON "import_lines"("list_id", "key");

-- CreateIndex
CREATE INDEX "reports_film_id_at_idx" ON "reports"("film_id", "at");

-- CreateIndex
CREATE UNIQUE INDEX "users_feed_token_key" ON "users"("feed_token");

-- CreateIndex
CREATE INDEX "watches_import_id_idx" ON "watches"("import_id");

-- CreateIndex
CREATE INDEX "delivery_items_channel_id_idx" ON "delivery_items"("channel_id");

-- CreateIndex
CREATE INDEX "alerts_watch_id_idx" ON "alerts"("watch_id");

-- CreateIndex
CREATE INDEX "watches_rule_id_idx" ON "watches"("rule_id");

-- CreateIndex
CREATE INDEX "import_lines_import_id_idx" ON "import_lines"("import_id");

-- CreateIndex
CREATE INDEX "imports_user_id_idx" ON "imports"("user_id");

-- CreateIndex
CREATE INDEX "reports_user_id_idx" ON "reports"("user_id");

-- AddForeignKey
ALTER TABLE "user_services" ADD CONSTRAINT "user_services_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "user_services" ADD CONSTRAINT "user_services_provider_id_fkey" FOREIGN KEY ("provider_id") REFERENCES "providers"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "newsletters" ADD CONSTRAINT "newsletters_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "marks" ADD CONSTRAINT "marks_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "marks" ADD CONSTRAINT "marks_film_id_fkey" FOREIGN KEY ("film_id") REFERENCES "films"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "undos" ADD CONSTRAINT "undos_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "watches" ADD CONSTRAINT "watches_import_id_fkey" FOREIGN KEY ("import_id") REFERENCES "imports"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "imports" ADD CONSTRAINT "imports_list_id_fkey" FOREIGN KEY ("list_id") REFERENCES "lists"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "imports" ADD CONSTRAINT "imports_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "import_lines" ADD CONSTRAINT "import_lines_list_id_fkey" FOREIGN KEY ("list_id") REFERENCES "lists"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "import_lines" ADD CONSTRAINT "import_lines_import_id_fkey" FOREIGN KEY ("import_id") REFERENCES "imports"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "import_lines" ADD CONSTRAINT "import_lines_film_id_fkey" FOREIGN KEY ("film_id") REFERENCES "films"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reports" ADD CONSTRAINT "reports_film_id_fkey" FOREIGN KEY ("film_id") REFERENCES "films"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AlterTable
ALTER TABLE "windows" ADD COLUMN     "best_quality" SMALLINT,
ADD COLUMN     "low_currency" TEXT,
ADD COLUMN     "low_price" INTEGER;

-- What Prisma cannot express
ALTER TABLE "marks" ADD CONSTRAINT "marks_mark" CHECK ("mark" IN ('seen', 'dismissed', 'snoozed'));
ALTER TABLE "letters" ADD CONSTRAINT "letters_state" CHECK ("state" IN ('waiting', 'sent', 'failed'));
ALTER TABLE "import_lines" ADD CONSTRAINT "import_lines_state" CHECK ("state" IN ('choose', 'looking', 'unknown', 'added', 'dismissed'));
ALTER TABLE "newsletters" ADD CONSTRAINT "newsletters_cadence" CHECK ("cadence" IN ('daily', 'weekly', 'monthly'));
ALTER TABLE "reports" ADD CONSTRAINT "reports_says" CHECK ("says" IN ('there', 'not_there', 'elsewhere'));

-- A calendar reads starts and ends by day; a film is found again by the address of its page.
CREATE INDEX "windows_starts" ON "windows" ("territory", "start_at") INCLUDE ("id", "film_id", "provider_id", "kind", "status")
  WHERE "start_at" IS NOT NULL;
CREATE INDEX "windows_ends" ON "windows" ("territory", "end_at") INCLUDE ("id", "film_id", "provider_id", "kind", "status")
  WHERE "end_at" IS NOT NULL;
CREATE INDEX "evidence_url" ON "evidence" USING HASH ("url") WHERE "url" IS NOT NULL;

-- What waits for an operator, in the order it is shown: one walk along an index is a page.
CREATE INDEX "targets_failing" ON "targets" ("source", "id") WHERE "state" = 'active' AND "failures" > 0;
CREATE INDEX "targets_resting" ON "targets" ("state", "id") WHERE "state" <> 'active';
CREATE INDEX "works_review" ON "works" ("state", "id") WHERE "state" = 'review' OR ("state" = 'unmatched' AND "facts" IS NOT NULL);
CREATE INDEX "works_ignored" ON "works" ("id") WHERE "state" = 'ignored';
CREATE INDEX "locations_choose" ON "locations" ("film_id", "source") WHERE "state" = 'choose';
CREATE INDEX "outbox_failed" ON "outbox" ("id") WHERE "state" = 'failed';
CREATE INDEX "deliveries_failed" ON "deliveries" ("id") WHERE "state" = 'failed';
CREATE INDEX "letters_failed" ON "letters" ("id") WHERE "state" = 'failed';
CREATE INDEX "sends_held" ON "sends" ("id") WHERE "state" = 'held';
CREATE INDEX "evidence_absent" ON "evidence" ("source", "id") WHERE "status" = 'holding' AND "absent_since" IS NOT NULL;
CREATE INDEX "changes_corrected" ON "changes" ("source") WHERE "kind" = 'corrected';

-- A window's key may change once it is counted (its monetization is stated, its provider merged): the next tally counts it anew.
ALTER TABLE "tallies" ADD CONSTRAINT "tallies_grain" CHECK ("grain" IN ('each', 'who', 'how')),
  ADD CONSTRAINT "tallies_unit" CHECK ("unit" IN ('day', 'week', 'month'));
-- Charts of many providers read it alone.
CREATE INDEX "tallies_who" ON "tallies" ("unit", "territory", "day", "provider_id", "change", "cause")
  INCLUDE ("count", "undone", "first_cursor", "last_cursor") WHERE "grain" = 'who';
CREATE FUNCTION note_tally_move() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "tally_moves" ("window_id", "territory", "provider_id", "kind", "monetization")
  VALUES (OLD."id", OLD."territory", OLD."provider_id", OLD."kind", OLD."monetization");
  RETURN NULL;
END $$;
CREATE TRIGGER "windows_moved" AFTER UPDATE OF "territory", "provider_id", "kind", "monetization" ON "windows" FOR EACH ROW
  WHEN ((OLD."territory", OLD."provider_id", OLD."kind", OLD."monetization") IS DISTINCT FROM
        (NEW."territory", NEW."provider_id", NEW."kind", NEW."monetization"))
  EXECUTE FUNCTION note_tally_move();
-- Titles without their spaces: "chtis" is within "bienvenuechezleschtis".
CREATE INDEX "film_aliases_joined" ON "film_aliases" USING GIN (replace("folded", ' ', '') gin_trgm_ops);

-- What is open now by what it offers: an index alone answers what a catalogue is narrowed by.
UPDATE "windows" w SET "best_quality" = x.quality, "low_price" = x.price, "low_currency" = x.currency
FROM (
  SELECT v."id", max(array_position(ARRAY['sd', 'hd', 'uhd'], t ->> 'quality') - 1) AS quality,
    CASE WHEN count(DISTINCT t -> 'price' ->> 'currency') = 1 THEN min((t -> 'price' ->> 'amountMinor')::int) END AS price,
    CASE WHEN count(DISTINCT t -> 'price' ->> 'currency') = 1 THEN min(t -> 'price' ->> 'currency') END AS currency
  FROM "windows" v CROSS JOIN LATERAL jsonb_array_elements((
    SELECT m."terms" FROM "evidence" e JOIN "terms" m ON m."evidence_id" = e."id" AND m."to_at" IS NULL
    WHERE e."window_id" = v."id" AND e."status" = 'holding'
    ORDER BY array_position(ARRAY['provider', 'api', 'page', 'press'], e."rank"), e."changed_at" DESC LIMIT 1)) t
  WHERE v."status" IN ('open', 'announced') GROUP BY v."id"
) x WHERE w."id" = x."id";
CREATE INDEX "windows_offers" ON "windows" ("territory", "kind", "monetization", "film_id")
  INCLUDE ("provider_id", "best_quality", "low_price", "low_currency") WHERE "status" = 'open';
DROP INDEX "windows_open_how";
-- What is new on one's services, and what leaves them: each provider's own walk.
CREATE INDEX "windows_open_news" ON "windows" ("provider_id", "territory", "opened_at") WHERE "status" = 'open';
CREATE INDEX "windows_open_last" ON "windows" ("provider_id", "territory", "end_at") WHERE "status" = 'open';
