-- AlterTable
ALTER TABLE "delivery_items" ADD COLUMN     "window_ids" UUID[] DEFAULT ARRAY[]::UUID[];

-- DropForeignKey
ALTER TABLE "delivery_items" DROP CONSTRAINT "delivery_items_channel_id_fkey";

-- DropIndex
DROP INDEX "delivery_items_channel_id_idx";

-- DropIndex
DROP INDEX "alerts_rule_id_idx";

-- DropIndex
DROP INDEX "deliveries_channel_id_group_key_key";

-- DropIndex
DROP INDEX "deliveries_send_id_idx";

-- What Prisma cannot express
-- First answers by what they told.
CREATE INDEX "delivery_items_window_ids" ON "delivery_items" USING gin ("window_ids") WHERE "window_ids" <> '{}';

-- Most alerts and deliveries have none of these: a change that many wait for writes a hundred thousand at once.
CREATE INDEX "deliveries_send" ON "deliveries" ("send_id") WHERE "send_id" IS NOT NULL;
CREATE UNIQUE INDEX "deliveries_group" ON "deliveries" ("channel_id", "group_key") WHERE "group_key" IS NOT NULL;
CREATE INDEX "alerts_rule" ON "alerts" ("rule_id") WHERE "rule_id" IS NOT NULL;
