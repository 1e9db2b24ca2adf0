import { toIso } from "@vigie/core"
import { readPage } from "../page/open-page.ts"
import type { Page } from "../page/page.ts"
import { type Document, type Source, SourceError, type TargetRef } from "../source.ts"
import { foldInPlace } from "../text.ts"
import { asksToLogIn, assertWhole, notTheDocument } from "../words/answers.ts"
import { sightingsOf } from "./normalise.ts"
import { publishedAt } from "./published.ts"
import { sentencesOf } from "./sentences.ts"

/** Boilerplate that surrounds articles: it makes no article by itself. */
const BOILERPLATE =
  /\b(?:cookies?|informatique et libertes|conditions generales|donnees personnelles|newsletters?|mot de passe|champs obligatoires|inscri[a-z]+|se connecter|tous droits reserves|vie privee)\b/u
/** Characters of running text that an article without an announcement must have, and one with a login form besides. */
const ARTICLE = { plain: 20, besideLogin: 400 }

/** French press articles that announce where and until when a film can be watched. It never says that one is gone (I1). */
export const press: Source = {
  id: "press",
  name: "Press",
  homepage: "https://fr.wikipedia.org/wiki/Presse_en_ligne",
  scope: "article",
  version: 2,
  rank: "press",
  territories: ["FR"],
  pace: { minIntervalMs: 5_000, why: "articles are asked for once or twice, on many small sites" },
  confirmations: { close: 2, apartMs: 1_800_000 },
  everyMs: 24 * 3_600_000,
  licence: { republish: "none" },
  settings: [],
  createsFilms: false,
  request: (target) => ({ url: target.reference, headers: { accept: "text/html" } }),
  parse: (document, target) => {
    if (DATA.test(document.text.slice(0, 200)))
      throw new SourceError("shape_changed", "line 1: expected an article, found JSON")
    const page = readPage(document)
    const { sightings, rejected, publishedAt } = articleOf(page, target)
    assertArticle(page, sightings.length)
    const dated = publishedAt === null ? {} : { publishedAt: toIso(publishedAt) }
    return { snapshot: { coverage: { claims: "none" }, sightings, films: [], removals: [], rejected, ...dated } }
  },
  recognises: (document) => announces(document),
}

function articleOf(page: Page, target: TargetRef) {
  const at = target.publishedAt ?? publishedAt(page, target.zone)
  return { publishedAt: at, ...sightingsOf(page, { at, zone: target.zone, territory: target.territory }) }
}

/** How data begins that was made for programs. */
const DATA = /^\s*(?:\{\s*["}]|\[\s*[[{"\]])/u

/** An article may announce nothing; an empty page, a login form alone or half a page is no article (I2). */
function assertArticle(page: Page, announcements: number): void {
  const prose = sentencesOf(page).filter(
    ({ text }) => text.length >= 20 && !BOILERPLATE.test(foldInPlace(text.slice(0, 1_000))),
  )
  const length = prose.reduce((sum, { text }) => sum + text.length, 0)
  const wanted = announcements > 0 ? 0 : asksToLogIn(page) ? ARTICLE.besideLogin : ARTICLE.plain
  if (page.blocks.length === 0 || length < wanted) throw notTheDocument(page, "no article: expected sentences")
  assertWhole(page)
  const open = page.blocks.find((block) => block.kind === "table" && !block.closed)
  if (open)
    throw new SourceError(
      "shape_changed",
      `the document is cut off: it ends inside the table at ${page.place(open.at)}`,
    )
}

function announces(document: Document): boolean {
  const page = readPage(document)
  const reader = { at: null, zone: "Europe/Paris", territory: "FR" }
  return sightingsOf(page, reader).sightings.some(
    ({ provider, start, end }) => provider !== null && (start.text !== null || end.text !== null),
  )
}
