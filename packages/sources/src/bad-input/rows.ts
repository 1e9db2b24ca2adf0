import { sourceById } from "../registry.ts"
import { targetOf } from "../testing.ts"
import type { Sample } from "./samples.ts"

/** How a row states its period, where its source's rows do. */
export interface Stated {
  readonly start?: string | number
  readonly end?: string | number
  readonly territory?: string
}

/** A document of a source made of as many rows as wanted. */
export interface Rows {
  readonly sample: Sample
  /** A good row; `stated` replaces what it says. */
  row(index: number, stated?: Stated): string
  /** One that cannot be read. */
  broken(index: number): string
  /** What a row can state that cannot be. */
  readonly impossible: readonly (readonly [string, Stated])[]
  document(rows: readonly string[]): string
}

const INSTANTS: Rows["impossible"] = [
  ["a day there is not", { start: "2026-02-30T06:00:00Z" }],
  ["an end before its start", { start: "2026-05-01T06:00:00Z", end: "2026-03-30T06:00:00Z" }],
  ["an epoch that cannot be", { end: 99_999_999_999 }],
]

const json = (value: unknown) => JSON.stringify(value)
const tableOf = (title: string, header: string, rows: readonly string[]) =>
  `<!doctype html><html lang="fr"><head><title>${title}</title></head><body><h1>${title}</h1><h2>Regarder ${title} en VOD</h2><table><tr>${header}</tr>${rows.join("")}</table></body></html>`
const sampleOf = (name: string, format: Sample["format"], contentType: string, reference = ""): Sample => {
  const source = sourceById(name.split(",", 1)[0] ?? "")
  return { name, source, format, contentType, text: "", target: targetOf({ source: source.id, reference }) }
}

const gateway: Rows = {
  sample: sampleOf("francetv, videos", "json", "application/json"),
  row: (id, { start = "2026-01-01T00:00:00Z", end = "2026-02-01T00:00:00Z" } = {}) =>
    json({ id, title: `Film ${id}`, platforms: { ftv: { exploitation_windows: [{ start, end }] } } }),
  broken: (id) => json({ id, title: ["no title"], platforms: {} }),
  impossible: INSTANTS,
  document: (rows) => `[${rows.join(",")}]`,
}

const rights: Rows = {
  sample: sampleOf("francetv, rights", "csv", "text/csv"),
  row: (id, { start = "2026-01-01 06:00", end = "2026-02-01 06:00" } = {}) => `${id};Film ${id};${start};${end}\n`,
  broken: (id) => `${id};Film ${id};2026-02-01 06:00\n`,
  impossible: INSTANTS,
  document: (rows) => `con_id;titre;date_debut_droits;date_fin_droits\n${rows.join("")}`,
}

const guide: Rows = {
  sample: sampleOf("xmltv, programmes", "xml", "application/xml"),
  row: (index, { start = `202606${String((index % 28) + 1).padStart(2, "0")}200000`, end = "" } = {}) =>
    `<programme start="${start}"${end === "" ? "" : ` stop="${end}"`} channel="a"><title>Film ${index}</title><category>film</category></programme>\n`,
  broken: () => '<programme start="20260601200000" channel="a"><title>Film</title><category>film</programme>\n',
  impossible: [
    ["a day there is not", { start: "20260230200000" }],
    ["an end before its start", { start: "20260601200000", end: "20260601190000" }],
    ["an epoch that cannot be", { start: "99999999999" }],
  ],
  document: (rows) => `<tv><channel id="a"><display-name>A</display-name></channel>\n${rows.join("")}</tv>\n`,
}

const arte: Rows = {
  sample: sampleOf("arte, teasers", "json", "application/json"),
  row: (index, { start = "2026-08-01T03:00:00Z", end = "2026-10-09T03:00:00Z", territory = "DE_FR" } = {}) =>
    json({
      kind: { code: "SHOW", isCollection: false },
      programId: `1${String(index).padStart(5, "0")}-000-A`,
      title: `Film ${index}`,
      geoblocking: { code: territory, inclusion: [], exclusion: [] },
      availability: { type: "VOD", start, end },
    }),
  broken: () =>
    json({ kind: { code: "SHOW", isCollection: false }, programId: "100001-000-A", title: 3, availability: "soon" }),
  impossible: INSTANTS,
  document: (rows) =>
    `{"code":"SUBCATEGORY_FLM","language":"fr","zones":[{"id":"z","code":"listing_FLM","content":{"data":[${rows.join(",")}],"pagination":null}}]}`,
}

const tmdb: Rows = {
  sample: sampleOf("tmdb, providers", "json", "application/json", "77"),
  row: (index) => json({ provider_id: 9_000 + index, provider_name: `Ciné ${index}`, display_priority: index }),
  broken: () => json({ provider_id: 1, provider_name: null }),
  impossible: [],
  document: (rows) => `{"id":77,"results":{"FR":{"link":"https://films.example","rent":[${rows.join(",")}]}}}`,
}

const demo: Rows = {
  sample: sampleOf("demo, table", "page", "text/html"),
  row: (index, { end = "06/07/2026" } = {}) =>
    `<tr><td>Ciné ${index}</td><td>Location</td><td>1,99 €</td><td>HD</td><td>${end}</td></tr>`,
  broken: () => "<tr><td>Ciné</td><td>Location</td></tr>",
  impossible: [["a day there is not", { end: "31/02/2026" }]],
  document: (rows) =>
    tableOf(
      "Le Phare (2019)",
      "<th>Plateformes</th><th>Modèle</th><th>Tarif</th><th>Qualité</th><th>Jusqu'au</th>",
      rows,
    ),
}

const unifrance: Rows = {
  sample: sampleOf("unifrance, table", "page", "text/html"),
  row: (index) => `<tr><td>Ciné ${index}</td><td>Location</td><td>1,99 €</td><td>HD</td></tr>`,
  broken: () => "<tr><td>Ciné et quelques mots</td></tr>",
  impossible: [],
  document: (rows) =>
    tableOf("Le Phare (2019)", "<th>Plateformes</th><th>Modèle</th><th>Tarif</th><th>Qualité</th>", rows),
}

const wikidata: Rows = {
  sample: sampleOf("wikidata, entities", "json", "application/json"),
  row: (index) =>
    `"Q${1_000 + index}":${json({
      type: "item",
      id: `Q${1_000 + index}`,
      labels: { fr: { language: "fr", value: `Film ${index}` } },
      claims: {
        P31: [statement("P31", { type: "wikibase-entityid", value: { "entity-type": "item", id: "Q11424" } })],
      },
    })}`,
  broken: (index) => `"Q${9_000 + index}":{"type":"item","id":12,"labels":3}`,
  impossible: [],
  document: (rows) => `{"entities":{${rows.join(",")}},"success":1}`,
}

function statement(property: string, datavalue: object) {
  return { mainsnak: { snaktype: "value", property, datavalue }, type: "statement", rank: "normal" }
}

const places: Rows = {
  sample: sampleOf("filming-places, films", "prose", "text/plain"),
  row: (index) =>
    `\nFILM ${index}\n\n1964, France, Drame\nRéalisé par Jean Ster\nDurée 2 h\n\nRésumé : Un gardien attend.\n\nLieux de tournage : Brest.\n`,
  broken: () => "\n\n1964, France, Drame\nMusique d'Ana Morlaix\nDurée 2 h\n\nLieux de tournage : Brest.\n",
  impossible: [],
  document: (rows) => `Les films tournés dans le département\n\nLes années 1960\n${rows.join("")}`,
}

/** The sources whose documents are rows. */
export const rowed: readonly Rows[] = [gateway, rights, guide, arte, tmdb, demo, unifrance, wikidata, places]
