-- AlterTable
ALTER TABLE "alerts" ADD COLUMN     "rule_id" UUID;

-- AlterTable
ALTER TABLE "changes" ADD COLUMN     "sources" TEXT NOT NULL DEFAULT '';

-- AlterTable
ALTER TABLE "channels" ADD COLUMN     "failing_at" TIMESTAMPTZ(3),
ADD COLUMN     "failures" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "reason" TEXT;

-- AlterTable
ALTER TABLE "deliveries" ADD COLUMN     "about" JSONB,
ADD COLUMN     "group_key" TEXT,
ADD COLUMN     "kind" TEXT NOT NULL DEFAULT 'alerts';

-- AlterTable
ALTER TABLE "list_members" ADD COLUMN     "joined_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP;

-- AlterTable
ALTER TABLE "newsletters" ADD COLUMN     "last_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "outbox" ADD COLUMN     "turn" BIGINT;

-- AlterTable
ALTER TABLE "rules" ADD COLUMN     "cursor" BIGINT NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "users" ADD COLUMN     "told_cap" INTEGER NOT NULL DEFAULT 10,
ADD COLUMN     "told_day" INTEGER,
ADD COLUMN     "told_every" TEXT NOT NULL DEFAULT 'now',
ADD COLUMN     "told_hour" INTEGER NOT NULL DEFAULT 8;

-- CreateTable
CREATE TABLE "list_invitations" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "list_id" UUID NOT NULL,
    "token_hash" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "list_invitations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "news" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "words" JSONB NOT NULL,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "published_at" TIMESTAMPTZ(3),

    CONSTRAINT "news_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "notices" (
    "kind" TEXT NOT NULL,
    "ref" TEXT NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "told_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "notices_pkey" PRIMARY KEY ("kind","ref")
);

-- CreateIndex
CREATE UNIQUE INDEX "list_invitations_token_hash_key" ON "list_invitations"("token_hash");

-- CreateIndex
CREATE INDEX "list_invitations_list_id_idx" ON "list_invitations"("list_id");

-- CreateIndex
CREATE INDEX "news_published_at_idx" ON "news"("published_at");

-- CreateIndex
CREATE INDEX "alerts_rule_id_idx" ON "alerts"("rule_id");

-- CreateIndex
CREATE INDEX "newsletters_last_at_idx" ON "newsletters"("last_at");

-- CreateIndex
CREATE INDEX "changes_sources_cursor_idx" ON "changes"("sources", "cursor");

-- CreateIndex
CREATE INDEX "changes_provider_id_sources_cursor_idx" ON "changes"("provider_id", "sources", "cursor");

-- DropIndex
DROP INDEX "watches_film_id_idx";

-- CreateIndex
CREATE INDEX "watches_film_id_id_idx" ON "watches"("film_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "deliveries_channel_id_group_key_key" ON "deliveries"("channel_id", "group_key");

-- CreateIndex
CREATE INDEX "import_lines_film_id_idx" ON "import_lines"("film_id");

-- AddForeignKey
ALTER TABLE "alerts" ADD CONSTRAINT "alerts_rule_id_fkey" FOREIGN KEY ("rule_id") REFERENCES "rules"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "list_invitations" ADD CONSTRAINT "list_invitations_list_id_fkey" FOREIGN KEY ("list_id") REFERENCES "lists"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What Prisma cannot express
ALTER TABLE "alerts" DROP CONSTRAINT "alerts_kind", DROP CONSTRAINT "alerts_change",
  ADD CONSTRAINT "alerts_kind" CHECK ("kind" IN ('change', 'first_answer', 'correction')),
  ADD CONSTRAINT "alerts_change" CHECK (("kind" = 'first_answer') = ("change_id" IS NULL));
ALTER TABLE "rules" DROP CONSTRAINT "rules_scope",
  ADD CONSTRAINT "rules_scope" CHECK ("scope" IN ('default', 'film', 'person', 'place', 'department', 'provider', 'list', 'award'));
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_kind" CHECK ("kind" IN ('alerts', 'digest', 'newsletter'));
ALTER TABLE "channels" ADD CONSTRAINT "channels_state" CHECK ("state" IN ('active', 'paused', 'stopped', 'unconfirmed'));
ALTER TABLE "users" ADD CONSTRAINT "users_told_every" CHECK ("told_every" IN ('now', 'daily', 'weekly', 'monthly')),
  ADD CONSTRAINT "users_told_hour" CHECK ("told_hour" BETWEEN 0 AND 23),
  ADD CONSTRAINT "users_told_cap" CHECK ("told_cap" BETWEEN 1 AND 100);

-- What waits for a later hour, by that hour: a window that ends before it is told at once.
CREATE INDEX "deliveries_gathered" ON "deliveries" ("due_at") WHERE "state" = 'waiting' AND "group_key" IS NOT NULL;

-- What a feed may hand on depends on every source that a window's history rests on: what was named before, what speaks now,
-- and whoever claims the window. A bulk load may bring it along.
CREATE FUNCTION name_sources() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW."sources" := (
    SELECT coalesce(string_agg(DISTINCT x."source", '+' ORDER BY x."source"), '') FROM (
      SELECT NEW."source" UNION SELECT NEW."proof" ->> 'source'
      UNION SELECT e."source" FROM "evidence" e WHERE e."window_id" = NEW."window_id"
      UNION SELECT unnest(string_to_array(b."sources", '+')) FROM (
        SELECT "sources" FROM "changes" WHERE "window_id" = NEW."window_id" AND "version" < NEW."version"
        ORDER BY "version" DESC LIMIT 1) b
    ) x WHERE x."source" <> '');
  RETURN NEW;
END $$;
CREATE TRIGGER "changes_sourced" BEFORE INSERT ON "changes" FOR EACH ROW WHEN (NEW."sources" = '')
  EXECUTE FUNCTION name_sources();
UPDATE "changes" c SET "sources" = coalesce((
  SELECT string_agg(DISTINCT x."source", '+' ORDER BY x."source") FROM (
    SELECT b."source" FROM "changes" b WHERE b."window_id" = c."window_id" AND b."version" <= c."version"
    UNION SELECT b."proof" ->> 'source' FROM "changes" b WHERE b."window_id" = c."window_id" AND b."version" <= c."version"
    UNION SELECT e."source" FROM "evidence" e WHERE e."window_id" = c."window_id"
  ) x WHERE x."source" <> ''), '');

-- Deliveries that are due, in their turn: what is relayed next, and what may ride along. Those still to come have none.
CREATE INDEX "outbox_turn" ON "outbox" ("turn", "id") WHERE "kind" = 'deliver' AND "state" IN ('waiting', 'relayed') AND "turn" IS NOT NULL;
CREATE INDEX "outbox_unripe" ON "outbox" ("run_after") WHERE "kind" = 'deliver' AND "state" = 'waiting' AND "turn" IS NULL;

-- What got cheaper of late, where somebody is.
CREATE INDEX "changes_repriced" ON "changes" ("territory", "at") WHERE "kind" = 'repriced';
