import { installationOf } from "@vigie/stages/installation"
import type { Context } from "../context.ts"
import { withDatabaseUrl } from "../database.ts"
import { lineOf, WorkFailed } from "../errors.ts"
import { type Finding, findingsOfConfig } from "../health/config.ts"
import { findingsOfDatabase } from "../health/database.ts"

/** What is configured, reachable and missing; fails when something is broken, not when something is left out. */
export async function doctor(context: Context): Promise<void> {
  const findings: Finding[] = []
  let installation = installationOf(context.config, null)
  try {
    const examined = await withDatabaseUrl(context, (url) => findingsOfDatabase(context, url), true)
    findings.push(...examined.findings)
    installation = examined.installation ?? installation
  } catch (error) {
    findings.push({ part: "database", state: "broken", detail: lineOf(error) })
  }
  findings.push(...(await findingsOfConfig(context.config, installation)))
  context.out.rows(findings.map((finding) => ({ ...finding })))
  const broken = findings.filter((finding) => finding.state === "broken")
  if (broken.length > 0) throw new WorkFailed(`broken: ${broken.map(({ part }) => part).join(", ")}`)
}
