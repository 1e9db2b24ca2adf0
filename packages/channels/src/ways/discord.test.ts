import { expect, test } from "vitest"
import { sampleNotice } from "../testing/index.ts"
import { discord } from "./discord.ts"

const KEY = "a".repeat(68)
const ADDRESS = `https://discord.com/api/webhooks/1234567890/${KEY}`
const none = new Set<string>()
const sending = { key: "k", now: 0, vapid: null }
const bodyOf = async (notice = sampleNotice()) =>
  JSON.parse((await discord.request(notice, { address: ADDRESS, settings: {} }, sending)).body as string)

test("a webhook of Discord's is taken, another address is not; its key is not shown", () => {
  expect(discord.read({ url: `${ADDRESS}?wait=true` }, none)).toEqual({ ok: true, address: ADDRESS, settings: {} })
  for (const url of ["https://discord.com/channels/1/2", `https://discord.com.example/api/webhooks/12345/${KEY}`])
    expect(discord.read({ url }, none)).toEqual({ ok: false, faults: { url: "not_discord" } })
  expect(discord.shown(ADDRESS)).toBe("discord.com · 1234567890")
})

test("what a page said is shown as it was said, and calls nobody", async () => {
  const { embeds, allowed_mentions } = await bodyOf()

  expect(allowed_mentions).toEqual({ parse: [] })
  expect(embeds[0]).toMatchObject({ url: sampleNotice().url, timestamp: "2025-07-01T08:00:00.123Z" })
  expect(embeds[0].title).toContain("L'Été \\*à\\* Bruay")
})

test("a digest of many long films stays within Discord's limits", async () => {
  const [alert] = sampleNotice().alerts
  const film = (n: number) => ({
    ...alert!,
    film: { ...alert!.film, slug: `f${n}`, title: `Été ${n} ${"x".repeat(400)}` },
  })
  const { embeds } = await bodyOf(
    sampleNotice({ text: "Été ".repeat(3_000), alerts: Array.from({ length: 30 }, (_, n) => film(n)) }),
  )

  expect(embeds).toHaveLength(10)
  const size = embeds.reduce(
    (sum: number, one: Record<string, string>) => sum + one.title!.length + one.description!.length,
    0,
  )
  expect(size).toBeLessThanOrEqual(6_000)
})

test("a flood waits as long as Discord says, a webhook that was deleted is gone", () => {
  const judge = (status: number, text = "") => discord.judge!({ status, text, retryAfterMs: 3_000 })

  expect(judge(429, '{"retry_after":1.2345,"global":false}')).toMatchObject({ kind: "retry", afterMs: 1_235 })
  expect(judge(429, "<html>")).toMatchObject({ kind: "retry", afterMs: 3_000 })
  expect(judge(404, '{"code":10015}')?.kind).toBe("gone")
  expect(judge(500)).toBeNull()
})
