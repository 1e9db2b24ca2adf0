import { decodeList, type FilmList, ListError, type ListFault, readList } from "@vigie/core"

/** What is wrong with a list that was brought; `no_films`: it is one, and no line of it names a film. */
export type ListFormFault = ListFault | "nothing" | "too_large" | "no_films"

/** A list as a form brings it: a file, else what was pasted. */
export interface BroughtList {
  /** What was pasted, to be shown again; a file cannot be. */
  readonly typed: string
  /** Of the file; null: it was pasted. */
  readonly fileName: string | null
  readonly read: { readonly list: FilmList; readonly text: string } | { readonly fault: ListFormFault }
}

/** Bytes of one list. */
const MOST_BYTES = 10_000_000

/** Reads a form that brings a list, in whatever encoding. Files are read before what was pasted. */
export async function readListForm(form: FormData): Promise<BroughtList> {
  const pasted = form.get("text")
  const typed = typeof pasted === "string" ? pasted : ""
  const file = form.get("file")
  const given = file instanceof File && (file.size > 0 || file.name !== "") ? file : null
  const fileName = given === null ? null : given.name.slice(0, 100)
  if (given === null && typed.trim() === "") return { typed, fileName, read: { fault: "nothing" } }
  const bytes = given === null ? new TextEncoder().encode(typed) : new Uint8Array(await given.arrayBuffer())
  return { typed, fileName, read: readBrought(bytes) }
}

function readBrought(bytes: Uint8Array): BroughtList["read"] {
  if (bytes.length > MOST_BYTES) return { fault: "too_large" }
  try {
    const list = readList(bytes)
    return list.films.length === 0 ? { fault: "no_films" } : { list, text: decodeList(bytes) }
  } catch (error) {
    if (error instanceof ListError) return { fault: error.fault }
    throw error
  }
}

/** Longest text that a page carries along as it is; above, its films alone, in a form that is read the same. */
const CARRIED = 100_000

/** A list as a hidden field carries it to the next page: nothing is kept for it anywhere else. */
export function carriedText({ list, text }: { readonly list: FilmList; readonly text: string }): string {
  if (text.length <= CARRIED) return text
  const cell = (value: string) => (/[",\n]|^\s|\s$/.test(value) ? `"${value.replaceAll('"', '""')}"` : value)
  const rows = list.films.map(({ title, year, ids }) => [title, year ?? "", "", ids.imdb ?? "", ids.tmdb ?? ""])
  return [["Name", "Year", "Letterboxd URI", "imdbID", "tmdbID"], ...rows]
    .map((row) => row.map((value) => cell(String(value))).join(","))
    .join("\n")
}
