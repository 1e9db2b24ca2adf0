import { leadingTerms, type Ms, windowFacts } from "@vigie/core"
import type { Tx } from "../client.ts"
import type { WindowSubject } from "./subjects.ts"
import type { ViewWindow } from "./view-types.ts"

/** Turns windows into what a message says of them, having read their providers and pages at once. */
export async function windowViewer(
  tx: Tx,
  subjects: readonly WindowSubject[],
  now: Ms,
): Promise<(subject: WindowSubject) => ViewWindow | null> {
  const providers = await tx.sql<{ id: string; name: string; homepage: string | null }>(
    "select id, name, homepage from providers where id = any($1::uuid[])",
    [subjects.map(({ window }) => window.providerId)],
  )
  const targets = await tx.sql<{ id: string; reference: string }>(
    "select id, reference from targets where id = any($1::uuid[])",
    [subjects.flatMap(({ evidence }) => evidence.map((one) => one.targetId))],
  )
  const providerOf = new Map(providers.map((provider) => [provider.id, provider]))
  const pageOf = new Map(targets.map((target) => [target.id, target.reference]))
  return ({ window, evidence }) => {
    const facts = windowFacts(window, evidence, now)
    const provider = providerOf.get(window.providerId)
    const leading = facts.leading ?? evidence[0]
    if (!provider || !leading) return null
    const page = pageOf.get(leading.targetId) ?? null
    return {
      window,
      provider: { name: provider.name, homepage: provider.homepage },
      terms: leadingTerms(window, evidence, now),
      watchUrl: leading.scope === "article" ? null : leading.url,
      evidence: {
        source: leading.source,
        url: page?.startsWith("http") ? page : leading.url,
        readAt: leading.lastSeenAt,
        text: leading.text,
      },
    }
  }
}
