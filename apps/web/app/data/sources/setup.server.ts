import { type Pack, readPacks } from "@vigie/seeds"
import { sourceById } from "@vigie/sources"
import { missingKeys, readInstallation } from "@vigie/stages/installation"
import { feedsOf } from "@vigie/stages/setup"
import { config } from "../../../src/env.ts"
import type { Locale } from "../../i18n/locale.ts"
import { PHRASES } from "../../i18n/words.ts"
import { hasMailbox } from "../mailbox/mailbox.server.ts"
import { ask } from "../site/db.server.ts"
import { sayDuration } from "../site/duration.server.ts"
import { territoriesInWords } from "../site/territories.server.ts"
import type { Viewer } from "../site/viewer.server.ts"
import { type Feeds, readFeedLines } from "./feeds.server.ts"

/** What the form holds. */
export interface SetupValues {
  readonly territory: string
  readonly contact: string
  readonly packs: readonly string[]
  readonly mail: string
}

/** A pack as the form offers it: who would be asked for what, how often, and what becomes of it. */
export interface PackChoice {
  readonly id: string
  readonly name: string
  readonly sources: readonly { readonly name: string; readonly why: string; readonly terms: readonly string[] }[]
}

export interface SetupSheet {
  readonly isDone: boolean
  readonly values: SetupValues
  readonly territories: ReturnType<typeof territoriesInWords>
  readonly packs: readonly PackChoice[]
  readonly keys: readonly {
    readonly name: string
    readonly source: string
    readonly adds: string
    readonly getAt: string | null
  }[]
  /** What the environment says in place of a field, in words. */
  readonly environment: { readonly territory: string | null; readonly contact: string | null }
  readonly mailHelp: string
  readonly feeds: Feeds
}

/** Everything the set-up page shows; the form holds what counts now. */
export async function readSetupSheet(viewer: Viewer): Promise<SetupSheet> {
  const { locale } = viewer
  const words = PHRASES[locale].setup
  const { at, territory, contact, packs: on } = await ask((db) => readInstallation(db, config))
  const packs = readPacks()
  const stated = config.statedTerritory
  return {
    isDone: at !== null,
    values: { territory: at === null ? (stated ?? "") : territory, contact: contact ?? "", packs: on, mail: "" },
    territories: territoriesInWords(locale, packs),
    packs: packs.map((pack) => choiceOf(pack, locale)),
    keys: keysOf(locale),
    environment: {
      territory: stated && words.environment("VIGIE_TERRITORY", stated),
      contact: config.contact && words.environment("VIGIE_CONTACT", config.contact),
    },
    mailHelp: hasMailbox ? words.mailboxHelp : words.mailHelp(mailPlace()),
    feeds: await readFeedLines(on, viewer),
  }
}

function mailPlace(): string {
  return config.resendApiKey === null && config.smtpUrl !== null ? new URL(config.smtpUrl).hostname : "Resend"
}

function choiceOf(pack: Pack, locale: Locale): PackChoice {
  const { packFor } = PHRASES[locale].setup
  const territory = new Intl.DisplayNames([locale], { type: "region" }).of(pack.territory) ?? pack.territory
  return {
    id: pack.id,
    name: packFor(pack.title[locale], territory),
    sources: pack.sources.map((one) => ({
      name: sourceById(one.source).name,
      why: one.why[locale],
      terms: termsOf(pack, one, locale),
    })),
  }
}

function termsOf(pack: Pack, one: Pack["sources"][number], locale: Locale): readonly string[] {
  const words = PHRASES[locale].setup
  const every = sayDuration(one.everyMs ?? sourceById(one.source).everyMs, locale)
  return [
    words.asks(hostOf({ ...pack, sources: [one] }), every),
    words.pace(sayDuration(one.paceMs, locale)),
    words.noKey,
    words.licences[one.licence],
  ]
}

/** Whom it asks, for people: without the port that its address leaves out; "?" where the address set cannot be asked. */
function hostOf(pack: Pack): string {
  try {
    return feedsOf(pack, config)[0]?.host.replace(/:(?:80|443)$/, "") ?? "?"
  } catch {
    return "?"
  }
}

function keysOf(locale: Locale): SetupSheet["keys"] {
  const { adds } = PHRASES[locale].states
  return missingKeys(config).map(({ name, source, id, getAt }) => ({
    name,
    source,
    adds: Object.hasOwn(adds, id) ? adds[id as keyof typeof adds] : adds.other,
    getAt: getAt ?? null,
  }))
}
