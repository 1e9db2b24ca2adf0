import { describe, expect, it } from "vitest"
import { linkStory, type StoryWindow } from "./story.ts"
import { at, DAY, HOUR, moment } from "./testing/world.ts"

const SLOT = at("2026-03-05T20:05:00Z")
const francetv = { id: "francetv", parentId: null, catchUp: true }
const france2 = { id: "france2", parentId: "francetv", catchUp: false }

const broadcast = (part: Partial<StoryWindow> = {}): StoryWindow => ({
  id: "slot",
  provider: france2,
  territory: "FR",
  kind: "broadcast",
  status: "announced",
  start: moment(SLOT),
  end: moment(SLOT + 2 * HOUR),
  openedAt: null,
  ...part,
})
const replay = (part: Partial<StoryWindow> = {}): StoryWindow => ({
  ...broadcast(),
  id: "replay",
  provider: francetv,
  kind: "replay",
  status: "open",
  start: moment(SLOT + 2 * HOUR),
  end: moment(SLOT + 30 * DAY),
  ...part,
})
const LINK = [{ broadcast: "slot", replay: "replay" }]

describe("linkStory", () => {
  it.each([
    ["the replay begins with the slot", broadcast(), replay()],
    ["it begins 14 days before", broadcast(), replay({ start: moment(SLOT - 14 * DAY) })],
    ["it begins 3 days after the slot", broadcast(), replay({ start: moment(SLOT + 2 * HOUR + 3 * DAY) })],
    ["its start is not stated, and it was seen then", broadcast(), replay({ start: moment(null), openedAt: SLOT })],
    ["it has no end", broadcast(), replay({ end: moment(null) })],
    ["it is over by now", broadcast({ status: "closed" }), replay({ status: "closed" })],
    ["the channel replays itself", broadcast({ provider: francetv }), replay()],
    [
      "the service is a part of the parent",
      broadcast(),
      replay({ provider: { id: "slash", parentId: "francetv", catchUp: true } }),
    ],
  ])("links them when %s", (_, slot, shown) => expect(linkStory([shown, slot])).toEqual(LINK))

  it.each([
    ["it begins earlier than 14 days before", broadcast(), replay({ start: moment(SLOT - 14 * DAY - 1) })],
    ["it begins later than 3 days after", broadcast(), replay({ start: moment(SLOT + 2 * HOUR + 3 * DAY + 1) })],
    ["it ends with the slot", broadcast(), replay({ end: moment(SLOT + 2 * HOUR) })],
    ["it is another service's", broadcast(), replay({ provider: { id: "arte", parentId: null, catchUp: true } })],
    ["it is another territory's", broadcast(), replay({ territory: "BE" })],
    ["nobody knows when it began", broadcast(), replay({ start: moment(null) })],
    ["it was withdrawn before it opened", broadcast(), replay({ status: "void" })],
    ["it is no replay", broadcast(), replay({ kind: "vod" })],
    [
      "the channel has no parent and replays nothing",
      broadcast({ provider: { ...france2, parentId: null } }),
      replay(),
    ],
  ])("does not when %s", (_, slot, shown) => expect(linkStory([slot, shown])).toEqual([]))

  it("links a replay to every slot it covers", () => {
    const again = broadcast({ id: "again", start: moment(SLOT + DAY), end: moment(SLOT + DAY + 2 * HOUR) })

    expect(linkStory([broadcast(), again, replay()]).map((link) => link.broadcast)).toEqual(["slot", "again"])
  })
})
