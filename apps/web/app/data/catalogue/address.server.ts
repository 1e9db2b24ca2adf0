import { type AddressSite, type ReadAddress, readAddress } from "@vigie/core"

const NAMES: Readonly<Record<AddressSite, string>> = {
  imdb: "IMDb",
  tmdb: "TMDB",
  letterboxd: "Letterboxd",
  allocine: "AlloCiné",
  unifrance: "Unifrance",
  wikidata: "Wikidata",
  francetv: "france.tv",
  arte: "Arte",
}

/** By whose ids the sources that look films up can be asked. */
const ASKABLE: readonly AddressSite[] = ["imdb", "tmdb", "allocine", "wikidata"]
const IDS: Readonly<Partial<Record<AddressSite, RegExp>>> = {
  imdb: /^tt\d{7,9}$/,
  tmdb: /^\d{1,9}$/,
  allocine: /^\d{1,9}$/,
  wikidata: /^Q[1-9]\d{0,11}$/,
}

/** What an address says, for the page that could not open its film. */
export interface AddressSheet {
  /** The site's name; null for an address of a site that is not known. */
  readonly site: string | null
  readonly shown: string
  readonly title: string | null
  readonly year: number | null
  /** What a look-up by its id is asked with; null where nobody can be asked by that id. */
  readonly asked: { readonly site: AddressSite; readonly id: string } | null
}

export const SITE_NAMES: readonly string[] = Object.values(NAMES)

/** The address in what a form or a phone's share sheet sends; null where there is none. */
export function sharedAddress(params: URLSearchParams): ReadAddress | null {
  return readAddress(
    ["q", "url", "text", "title"]
      .map((name) => params.get(name) ?? "")
      .join("\n")
      .trim(),
  )
}

/** The words of it that are no address, to be searched: the title that was shared, else the text. */
export function sharedWords(params: URLSearchParams): string {
  const words = ["q", "title", "text"].map((name) => (params.get(name) ?? "").replace(/\s+/g, " ").trim())
  return (words.find((each) => each !== "") ?? "").slice(0, 200)
}

export function readAddressSheet({ film, url }: ReadAddress): AddressSheet {
  if (film === null) return { site: null, shown: shorten(url ?? ""), title: null, year: null, asked: null }
  const { site, id, title, year } = film
  const asked = ASKABLE.includes(site) ? { site, id } : null
  return { site: NAMES[site], shown: id, title, year, asked }
}

/** A look-up by id as its form sends it, and what it is called; null for any other form. */
export function readAskedId(
  form: FormData,
): { readonly query: string; readonly year: null; readonly ids: Readonly<Record<string, string>> } | null {
  const [site, id] = [form.get("site"), form.get("id")]
  const known = ASKABLE.find((each) => each === site)
  if (known === undefined || typeof id !== "string" || !IDS[known]?.test(id)) return null
  return { query: `${NAMES[known]} ${id}`, year: null, ids: { [known]: id } }
}

function shorten(text: string): string {
  return text.length > 80 ? `${text.slice(0, 79)}…` : text
}
