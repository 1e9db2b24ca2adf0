-- AlterTable
ALTER TABLE "outbox" ADD COLUMN "armed" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN "lease_token" UUID,
ADD COLUMN "lease_until" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "locations" (
    "film_id" UUID NOT NULL,
    "source" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'looking',
    "reference" TEXT,
    "candidates" JSONB,
    "reason" TEXT,
    "pinned" BOOLEAN NOT NULL DEFAULT false,
    "asked_at" TIMESTAMPTZ(3),
    "retry_at" TIMESTAMPTZ(3),
    "failures" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "locations_pkey" PRIMARY KEY ("film_id","source")
);

-- CreateTable
CREATE TABLE "lookups" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "query" TEXT NOT NULL,
    "year" INTEGER,
    "state" TEXT NOT NULL DEFAULT 'waiting',
    "source" TEXT,
    "candidates" JSONB,
    "reason" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "done_at" TIMESTAMPTZ(3),

    CONSTRAINT "lookups_pkey" PRIMARY KEY ("id")
);

-- AlterTable
ALTER TABLE "works" ADD COLUMN     "asked_at" TIMESTAMPTZ(3),
ADD COLUMN     "keys" TEXT[] DEFAULT ARRAY['*']::TEXT[],
ADD COLUMN     "not_film_ids" UUID[] DEFAULT ARRAY[]::UUID[];

-- CreateIndex
CREATE INDEX "locations_retry_at_idx" ON "locations"("retry_at");

-- CreateIndex
CREATE INDEX "locations_state_idx" ON "locations"("state");

-- CreateIndex
CREATE INDEX "lookups_created_at_idx" ON "lookups"("created_at");

-- CreateIndex
CREATE INDEX "films_countries_idx" ON "films" USING GIN ("countries");

-- CreateIndex
CREATE INDEX "films_genres_idx" ON "films" USING GIN ("genres");

-- CreateIndex
CREATE INDEX "credits_job_idx" ON "credits"("job");

-- AddForeignKey
ALTER TABLE "locations" ADD CONSTRAINT "locations_film_id_fkey" FOREIGN KEY ("film_id") REFERENCES "films"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What Prisma cannot express
ALTER TABLE "locations" ADD CONSTRAINT "locations_state" CHECK ("state" IN ('looking', 'found', 'not_found', 'choose', 'failed'));
ALTER TABLE "lookups" ADD CONSTRAINT "lookups_state" CHECK ("state" IN ('waiting', 'done', 'failed'));

-- The catalogue's orders, and what is open where: one walk along an index is a page.
CREATE INDEX "film_aliases_main" ON "film_aliases" ("folded", "film_id") WHERE "kind" = 'main';
CREATE INDEX "films_newest" ON "films" ("year" DESC NULLS LAST) WHERE "merged_into_id" IS NULL;
CREATE INDEX "windows_open_how" ON "windows" ("territory", "kind", "monetization", "film_id") WHERE "status" = 'open';

-- What is on where, by narrow rows; which openings are first looks; which films are invented.
CREATE INDEX "windows_on" ON "windows" ("territory", "film_id") INCLUDE ("id", "status", "kind", "opened_at", "start_at", "end_at")
  WHERE "status" IN ('open', 'announced');
CREATE INDEX "changes_first_look" ON "changes" ("window_id") WHERE "kind" = 'opened' AND "cause" IN ('baseline', 'backfill');
CREATE INDEX "films_demo" ON "films" ("id") WHERE "demo";
-- The works that wait and that a new film may be.
CREATE INDEX "works_waiting" ON "works" USING GIN ("keys") WHERE "state" IN ('unmatched', 'review');
