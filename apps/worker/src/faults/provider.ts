import { setTimeout as sleep } from "node:timers/promises"
import type { FakeAnswer } from "@vigie/channels/testing"
import { decideSend } from "@vigie/db"
import { ageLeases, endWorker, eventually, skip, type World } from "./world.ts"

const HOUR_MS = 3_600_000
const FINISH_MS = 60_000
/** What a mail that must not go would need to go: a relay round and a try (ms). */
const SETTLE_MS = 7_000

const said = (status: number, name: string, headers: Record<string, string> = {}): FakeAnswer => ({
  kind: "status",
  status,
  headers,
  body: { statusCode: status, name, message: "said no" },
})

interface Trial {
  readonly world: World
  readonly title: string
}

/** What is wrong with how one film was told; empty: nothing. */
type Faults = readonly string[]

/** What a mail provider does, and what must come of it. The time that passes is moved: `skip`. */
export const PROVIDER: Readonly<Record<string, (trial: Trial) => Promise<Faults>>> = {
  accepts: async (trial) => {
    await trial.world.offer(trial.title)
    return toldOnce(trial)
  },
  "429 with Retry-After": async (trial) => {
    const { world, title } = trial
    world.mail.answer(said(429, "rate_limit_exceeded", { "retry-after": "3" }))
    const calls = world.mail.calls.length
    await world.offer(title)
    await eventually(() => world.mail.calls.length > calls, FINISH_MS)
    const asked = Date.now()
    const faults = await toldOnce(trial)
    const waited = (mailsOf(trial)[0]?.at ?? 0) - asked
    return waited < 2_800 ? [...faults, `tried again after ${waited} ms`] : faults
  },
  "500": (trial) => again(trial, said(500, "application_error")),
  "accepts, and its answer is lost": (trial) => again(trial, { kind: "swallow" }),
  "409, the key in progress": (trial) => again(trial, said(409, "concurrent_idempotent_requests")),
  "409, the key with another body": async (trial) => {
    trial.world.mail.answer(said(409, "invalid_idempotent_request"))
    await trial.world.offer(trial.title)
    const held = await untilHeld(trial)
    return [...held, ...(await released(trial))]
  },
  "forgets a key after a day": async (trial) => {
    const { world, title } = trial
    world.mail.answer({ kind: "swallow" })
    await world.offer(title)
    await eventually(() => mailsOf(trial).length > 0, FINISH_MS)
    await putOff(trial)
    await skip(world, 25 * HOUR_MS)
    const held = await untilHeld(trial)
    await decide(trial, "drop")
    await sleep(SETTLE_MS)
    // Asked again now, it would have been taken for new.
    return [...held, ...counts(trial, 1)]
  },
  "down for 25 hours, then released": async (trial) => {
    const held = await downFor(trial, 25)
    return [...held, ...(await released(trial))]
  },
  "down for 25 hours, then dropped": async (trial) => {
    const held = await downFor(trial, 25)
    await decide(trial, "drop")
    await sleep(SETTLE_MS)
    return [...held, ...counts(trial, 0)]
  },
  "down for 23 hours": async (trial) => {
    const { world, title } = trial
    world.mail.down(true)
    await world.offer(title)
    await putOff(trial)
    world.mail.down(false)
    await skip(world, 23 * HOUR_MS)
    return toldOnce(trial)
  },
}

/** One answer that is no yes: the same key and bodies come again, and everybody is told once. */
async function again(trial: Trial, answer: FakeAnswer): Promise<Faults> {
  const { world, title } = trial
  world.mail.answer(answer)
  const calls = world.mail.calls.length
  await world.offer(title)
  await putOff(trial)
  await skip(world, 60_000)
  const faults = await toldOnce(trial)
  const [first, next] = world.mail.calls.slice(calls)
  return first === next ? faults : [...faults, `key ${first}, then ${next}`]
}

async function downFor(trial: Trial, hours: number): Promise<Faults> {
  const { world, title } = trial
  world.mail.down(true)
  await world.offer(title)
  await putOff(trial)
  await skip(world, hours * HOUR_MS)
  const held = await untilHeld(trial)
  world.mail.down(false)
  await sleep(SETTLE_MS)
  return [...held, ...counts(trial, 0)]
}

/** An operator lets it go: once, to everybody. */
async function released(trial: Trial): Promise<Faults> {
  await decide(trial, "release")
  return toldOnce(trial)
}

const SENDS = `select distinct s.id, s.state, s.reason from sends s join deliveries d on d.send_id = s.id join delivery_items i on i.delivery_id = d.id
  join alerts a on a.id = i.alert_id join films f on f.id = a.film_id where f.title = $1`

function sendsOf({ world, title }: Trial) {
  return world.db.sql<{ id: string; state: string; reason: string | null }>(SENDS, [title])
}

/** Waits until a try has failed and the next one has its time. */
async function putOff({ world, title }: Trial): Promise<void> {
  const found = () =>
    world.db.sql(`select 1 from (${SENDS}) as mine join sends s on s.id = mine.id where s.next_try_at is not null`, [
      title,
    ])
  await eventually(async () => (await found()).length > 0, FINISH_MS)
}

async function untilHeld(trial: Trial): Promise<Faults> {
  const held = async () => (await sendsOf(trial)).some(({ state }) => state === "held")
  return (await eventually(held, FINISH_MS)) ? [] : ["it is not held for an operator"]
}

async function decide(trial: Trial, act: "release" | "drop"): Promise<void> {
  for (const { id, state } of await sendsOf(trial))
    if (state === "held") await decideSend(trial.world.db, id, act, "faults")
}

const mailsOf = ({ world, title }: Trial) => world.mail.mails.filter(({ subject }) => subject.includes(title))

async function toldOnce(trial: Trial): Promise<Faults> {
  const { world } = trial
  await eventually(() => mailsOf(trial).length >= world.readers.length, FINISH_MS)
  await eventually(async () => (await sendsOf(trial)).every(({ state }) => state === "accepted"), FINISH_MS)
  await ageLeases(world.db)
  await sleep(SETTLE_MS)
  return counts(trial, 1)
}

function counts(trial: Trial, expected: number): Faults {
  const { readers, mail } = trial.world
  const mails = mailsOf(trial)
  return [
    ...readers.flatMap((reader) => {
      const count = mails.filter(({ to }) => to === reader).length
      return count === expected ? [] : [`${reader}: ${count} mails, not ${expected}`]
    }),
    ...[...mail.differing].map((key) => `key ${key} came with two bodies`),
  ]
}

/** What the provider did, tried on one worker that runs all along. */
export async function tryProvider(
  world: World,
  names = Object.keys(PROVIDER),
): Promise<Readonly<Record<string, Faults>>> {
  const worker = await world.start(null)
  const found: Record<string, Faults> = {}
  for (const [index, name] of names.entries())
    found[name] = await PROVIDER[name]!({ world, title: `Pourvoyeur ${String(index).padStart(2, "0")}` })
  await endWorker(worker)
  return found
}

/** A call of a hundred mails, one of them to an address that is refused: it fails with its reason, the others arrive once. */
export async function tryRefusedAddress(world: World): Promise<Faults> {
  const [refused, ...others] = world.readers
  world.mail.bar(refused!)
  const worker = await world.start(null)
  await world.offer("Cent lecteurs")
  const trial = { world, title: "Cent lecteurs" }
  await eventually(() => mailsOf(trial).length >= others.length, 4 * FINISH_MS)
  await sleep(SETTLE_MS)
  await endWorker(worker)
  const failed = await world.db.sql<{ address: string; reason: string }>(
    "select c.address, d.reason from deliveries d join channels c on c.id = d.channel_id where d.state = 'failed'",
  )
  const right = failed.length === 1 && failed[0]!.address === refused && failed[0]!.reason.includes("422")
  return [
    ...counts({ ...trial, world: { ...world, readers: others } }, 1),
    ...counts({ ...trial, world: { ...world, readers: [refused!] } }, 0),
    ...(right ? [] : [`failed: ${JSON.stringify(failed)}`]),
  ]
}
