import type { Ms } from "@vigie/core"
import { describeWork, silentWorks } from "@vigie/db"
import type { LookUp } from "@vigie/sources"
import { askSource } from "./ask-source.ts"
import { missingSettings } from "./locating.ts"
import type { Stages } from "./stages.ts"

/** How long what a source said of a film by its id is taken as its last word (ms). */
const ASK_AGAIN_MS = 30 * 86_400_000

/**
 * Asks sources about the films of their own lists that wait for a year or a director, one by one at their hosts' pace, until
 * none is left or `until` has come. A host that does not answer is left alone until the next time; a film whose answer cannot
 * be read keeps nobody from the others. Returns how many films were matched or made.
 */
export async function describe(stages: Stages, until: Ms): Promise<number> {
  await stages.refresh()
  const able = [...stages.sources.values()].filter(
    (source) =>
      source.scope === "feed" &&
      source.lookup !== undefined &&
      source.demo !== true &&
      missingSettings(source, stages.config.settings).length === 0,
  )
  const silent = new Set<string>()
  let made = 0
  while (stages.clock() < until) {
    const asked = able.filter((source) => !silent.has(source.id)).map((source) => source.id)
    const [work] = await silentWorks(stages.db, asked, { before: stages.now() - ASK_AGAIN_MS, limit: 1 })
    const source = work && stages.sources.get(work.source)
    if (!work || !source) return made
    const answer = await askSource(stages, source, work.ref, { patienceMs: Math.max(0, until - stages.clock()) })
    if (answer === "busy" || isHostsTrouble(answer)) {
      silent.add(source.id)
      continue
    }
    const said = answer.outcome === "found" ? (answer.candidates[0]?.film ?? null) : null
    const context = { now: stages.now(), sources: stages.facts }
    if ((await describeWork(stages.db, work, said, context)) !== null) made += 1
  }
  return made
}

/** Whether the next film of the same host would fare no better: everything but a film that is gone or an answer of another shape. */
function isHostsTrouble(answer: LookUp): boolean {
  if (answer.outcome !== "failed" || answer.retryAfterMs !== null) return answer.outcome === "failed"
  return answer.kind !== "shape_changed" && answer.status !== 404 && answer.status !== 410
}
