import { agoInWords } from "@vigie/core"
import type { ReportedTarget, ReportView } from "@vigie/db"
import { PHRASES } from "../../i18n/words.ts"
import type { Reading } from "../site/viewer.server.ts"
import { reasonInWords } from "../sources/reason-words.server.ts"
import { sourceName } from "./offer.server.ts"

/** What became of a report, for the page that shows it. */
export interface ReportSheet {
  /** "Vous dites qu'il n'est pas sur Orange." */
  readonly said: string
  /** A sentence per source. */
  readonly lines: readonly string[]
  /** Some source is still to be read: the page looks again. */
  readonly waiting: boolean
}

/** A check that was asked for and did not come by then is no longer waited for (ms). */
const PATIENCE = 10 * 60_000

export function readProgress(report: ReportView, reading: Reading): ReportSheet {
  const { locale, now } = reading
  const { report: words } = PHRASES[locale].filmPage
  const pending = report.targets.some(isPending)
  return {
    said: words.thanks[report.says](report.provider ?? ""),
    lines: [
      ...(report.targets.length === 0 ? [words.nobody] : report.targets.map((target) => sayTarget(target, reading))),
      ...(report.status === "closed" && !pending ? [words.closed] : []),
    ],
    waiting: pending && now - report.at < PATIENCE,
  }
}

function isPending({ state, checked, failing }: ReportedTarget): boolean {
  return state === "active" && !checked && !failing
}

function sayTarget(target: ReportedTarget, { locale, now }: Reading): string {
  const { report: words } = PHRASES[locale].filmPage
  const source = sourceName(target.source)
  const ago = target.lastCheckAt === null ? "" : agoInWords(target.lastCheckAt, locale, now)
  if (target.checked) {
    if (target.lastOutcome === "failed") return words.failed(source, ago, reasonInWords(target.lastReason, locale))
    if (target.shows === null) return words.read(source, ago)
    if (target.shows === "there") return words.stillThere(source, ago)
    if (target.shows === "gone") return words.gone(source, ago)
    return words.absent(source, ago, agoInWords(target.dueAt, locale, now))
  }
  if (target.state !== "active") return words.off(source)
  return target.failing ? words.putOff(source, agoInWords(target.dueAt, locale, now)) : words.waiting(source)
}
