import { createServer } from "node:http"
import type { AddressInfo } from "node:net"

const HOUR = 3_600_000
const DAY = 24 * HOUR

/** A machine of one's own that answers as the three feeds of the French pack do. */
export interface Feeds {
  readonly host: string
  /** The sources' settings that lead there, and the leave to ask a private address. */
  readonly env: Readonly<Record<string, string>>
  /** `<path> <User-Agent>` of each request, robots.txt included. */
  readonly asked: string[]
  /** From now on this path answers with an error; null: none does. */
  fail(path: string | null): void
  close(): Promise<void>
}

/** Three invented films on france.tv, one of Arte's, and an evening of television, around `now`. */
export async function openFeeds(now: number): Promise<Feeds> {
  const asked: string[] = []
  let failing: string | null = null
  const answers: Readonly<Record<string, () => string>> = {
    "/videos": () => gateway(now),
    "/films": () => programmes(now),
    "/guide.xml": () => guide(now),
  }
  const server = createServer((request, response) => {
    const path = (request.url ?? "").split("?")[0] ?? ""
    asked.push(`${path} ${request.headers["user-agent"]}`)
    const answer = answers[path]
    if (answer === undefined) return void response.writeHead(404).end()
    if (path === failing) return void response.writeHead(503).end("maintenance")
    response.writeHead(200, { "content-type": path.endsWith("xml") ? "application/xml" : "application/json" })
    response.end(answer())
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    host,
    env: {
      FRANCETV_URL: `http://${host}/videos?per_page=100`,
      ARTE_URL: `http://${host}/films`,
      XMLTV_URL: `http://${host}/guide.xml`,
      VIGIE_ALLOW_HOSTS: host,
    },
    asked,
    fail: (path) => {
      failing = path
    },
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

const iso = (at: number) => new Date(at).toISOString().replace(/\.\d+/, "")

/** As france.tv's gateway lists its films. */
function gateway(now: number): string {
  const video = (number: number, title: string, year: string, director: string, days: number) => ({
    id: `5b1f0c2a-0000-4000-8000-00000000000${number}`,
    title,
    produced_at: year,
    duration: "PT1H33M",
    platforms: {
      ftv: { exploitation_windows: [{ start: iso(now - days * DAY), end: iso(now + (20 + number) * DAY) }] },
    },
    credits: [{ first_name: director.split(" ")[0], last_name: director.split(" ")[1], role: { id: "realisateur" } }],
    ftv_raw_url: `https://www.france.tv/films/900000${number}-film.html`,
  })
  return JSON.stringify([
    video(1, "L'Heure du sel", "2019", "Inès Kerbrat", 40),
    video(2, "Minuit à la consigne", "2004", "Paul Morvan", 3),
    video(3, "Les Deux Rives", "1997", "Ana Ruiz", 10),
  ])
}

/** As Arte's API gives its programmes. */
function programmes(now: number): string {
  const begin = iso(now - 2 * DAY)
  const end = iso(now + 9 * DAY)
  const programme = {
    programId: "100005-000-A",
    kind: "SHOW",
    language: "fr",
    title: "Le Sel des îles",
    productionYear: 2013,
    director: "Ana Ruiz",
    durationSeconds: 7598,
    url: "http://www.arte.tv/fr/videos/100005-000-A/le-sel-des-iles",
    category: { code: "CIN" },
    subcategory: { code: "FLM" },
    geoblocking: { code: "DE_FR" },
    videoRightsBegin: begin,
    videoRightsEnd: end,
    catchupRightsBegin: begin,
    catchupRightsEnd: end,
    videos: [{ kind: "SHOW", programId: "100005-000-A", videoRightsBegin: begin, videoRightsEnd: end }],
  }
  return JSON.stringify({ meta: { programs: { page: 1, pages: 1, totalCount: 1 } }, programs: [programme] })
}

/** As an XMLTV guide lists an evening: one film that france.tv knows, too, and a programme that is none. */
function guide(now: number): string {
  const at = (hours: number) =>
    iso(now + hours * HOUR)
      .replace(/\D/g, "")
      .slice(0, 14)
  return `<?xml version="1.0" encoding="UTF-8"?>
<tv source-info-name="Guide du Port">
  <channel id="port.example"><display-name>Canal du Port</display-name></channel>
  <programme start="${at(5)} +0000" stop="${at(7)} +0000" channel="port.example">
    <title>Les Deux Rives</title>
    <credits><director>Ana Ruiz</director></credits>
    <date>1997</date>
    <category>Film</category>
  </programme>
  <programme start="${at(7)} +0000" stop="${at(8)} +0000" channel="port.example">
    <title>Le Journal</title>
    <category>Information</category>
  </programme>
</tv>
`
}
