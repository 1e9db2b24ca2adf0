import type { Town } from "./town.ts"

/** A page's address, and what it answers to: nobody, somebody else, the one whose it is, an operator. */
export interface RouteRow {
  readonly path: (town: Town) => string
  /** `in`: sent to sign in, and back. `to …`: sent on. */
  readonly answers: readonly [nobody: Answer, other: Answer, owner: Answer, operator: Answer]
  /** No page: a file, or an answer to a form only. */
  readonly file?: true
}
export type Answer = number | "in" | `to ${string}`

const FILM = "les-heures-pales"
const all = (path: string): RouteRow => ({ path: () => path, answers: [200, 200, 200, 200] })
const file = (row: RouteRow): RouteRow => ({ ...row, file: true })
const signedIn = (path: string | RouteRow["path"]): RouteRow => ({
  path: typeof path === "string" ? () => path : path,
  answers: ["in", 200, 200, 200],
})
const operators = (path: string | RouteRow["path"]): RouteRow => ({
  path: typeof path === "string" ? () => path : path,
  answers: ["in", 404, 404, 200],
})

/** Every route of routes.ts, by its pattern. */
export const ROUTES: Readonly<Record<string, RouteRow>> = {
  "/": all("/"),
  "/films": all("/films?q=heures"),
  "/films/:slug": all(`/films/${FILM}`),
  "/films/:slug/changes": all(`/films/${FILM}/changes`),
  "/changes/:id": { path: ({ changeId }) => `/changes/${changeId}`, answers: [200, 200, 200, 200] },
  "/people": all("/people"),
  "/places": all("/places"),
  "/lookups/:id": { path: ({ lookupId }) => `/lookups/${lookupId}`, answers: [200, 200, 200, 200] },
  "/watchlist": signedIn("/watchlist"),
  "/watchlist/rule": signedIn("/watchlist/rule"),
  "/watchlist/told": signedIn("/watchlist/told"),
  "/watchlist/people": signedIn("/watchlist/people"),
  "/watchlist/join/:token": { path: () => "/watchlist/join/x", answers: ["in", 404, 404, 404] },
  "/watchlist/import": signedIn("/watchlist/import"),
  "/watchlist/import/:id": {
    path: ({ importId }) => `/watchlist/import/${importId}`,
    answers: ["in", 404, 200, 404],
  },
  "/watchlist/export.csv": file(signedIn("/watchlist/export.csv")),
  "/watchlist/export.json": file(signedIn("/watchlist/export.json")),
  "/watchlist/export.txt": file(signedIn("/watchlist/export.txt")),
  "/check": all("/check"),
  "/unsubscribe/:token": {
    path: ({ unsubscription }) => `/unsubscribe/${unsubscription}`,
    answers: [200, 200, 200, 200],
  },
  "/account": signedIn("/account"),
  "/account/activity": signedIn("/account/activity"),
  "/account/letters": signedIn("/account/letters"),
  "/account/channels": signedIn("/account/channels"),
  "/push.js": file(all("/push.js")),
  "/sw.js": file(all("/sw.js")),
  "/webhooks/resend": file({ path: () => "/webhooks/resend", answers: [405, 405, 405, 405] }),
  "/account/data": signedIn("/account/data"),
  "/account/data.json": file(signedIn("/account/data.json")),
  "/account/two-factor": signedIn("/account/two-factor"),
  "/terms": all("/terms"),
  "/privacy": all("/privacy"),
  "/legal": all("/legal"),
  "/contact": all("/contact"),
  "/sign-in": { path: () => "/sign-in", answers: [200, "to /", "to /", "to /"] },
  "/sign-up": { path: () => "/sign-up", answers: [200, "to /", "to /", "to /"] },
  "/forgotten": all("/forgotten"),
  "/setup": operators("/setup"),
  "/mailbox": operators("/mailbox"),
  "/mailbox/:name": operators(({ mail }) => `/mailbox/${mail}`),
  "/mailbox/:name/html": operators(({ mail }) => `/mailbox/${mail}/html`),
  "/sources": all("/sources"),
  "/sources/:id": all("/sources/unifrance"),
  "/operations": operators("/operations"),
  "/operations/targets": operators("/operations/targets"),
  "/operations/targets/new": operators("/operations/targets/new"),
  "/operations/targets/:id": operators(({ targetId }) => `/operations/targets/${targetId}`),
  "/operations/review": operators("/operations/review"),
  "/operations/holds": operators("/operations/holds"),
  "/operations/providers": operators("/operations/providers"),
  "/operations/films": operators("/operations/films"),
  "/operations/sends": operators("/operations/sends"),
  "/operations/news": operators("/operations/news"),
  "/operations/queues": operators("/operations/queues"),
  "/operations/audit": operators("/operations/audit"),
  "/operations/users": operators("/operations/users"),
  "/operations/legal": operators("/operations/legal"),
  "/providers/:slug": all("/providers/canal-du-cap"),
  "/people/:slug": all("/people/anne-le-goff"),
  "/places/:slug": all("/places/wimereux"),
  "/awards/:body": all("/awards/Festival d'Amiens"),
  "/decades/:decade": all("/decades/1990"),
  "/open": all("/open?text=tt0000000"),
  "/lookups": all("/lookups"),
  "/watchlist/marks": file({
    path: () => "/watchlist/marks",
    answers: [
      "to /watchlist?show=seen",
      "to /watchlist?show=seen",
      "to /watchlist?show=seen",
      "to /watchlist?show=seen",
    ],
  }),
  "/account/address": { path: () => "/account/address?token=x", answers: [404, 404, 404, 404] },
  "/erased": all("/erased"),
  "/sign-in/two-factor": { path: () => "/sign-in/two-factor", answers: [200, "to /", "to /", "to /"] },
  "/sign-out": file({ path: () => "/sign-out", answers: ["to /", "to /", "to /", "to /"] }),
  "/verify": { path: () => "/verify?token=x", answers: [410, 410, 410, 410] },
  "/reset/:token": { path: () => "/reset/x", answers: [410, 410, 410, 410] },
  "/invitations/:token": { path: () => "/invitations/x", answers: [410, 410, 410, 410] },
  "/welcome/:token": { path: () => "/welcome/x", answers: [410, 410, 410, 410] },
  "/calendar": all("/calendar"),
  "/calendar.ics": file(all("/calendar.ics")),
  "/calendar/:feed": file({ path: ({ feedToken }) => `/calendar/${feedToken}.ics`, answers: [200, 200, 200, 200] }),
  "/films/:slug.ics": file(all(`/films/${FILM}.ics`)),
  "/api": all("/api"),
  "/api/changes": file(all("/api/changes")),
  "/api/openapi.json": file(all("/api/openapi.json")),
  "/films/:slug.atom": file(all(`/films/${FILM}.atom`)),
  "/providers/:slug.atom": file(all("/providers/canal-du-cap.atom")),
  "/places/:slug.atom": file(all("/places/wimereux.atom")),
  "/departments/:slug.atom": file(all("/departments/62.atom")),
  "/people/:slug.atom": file(all("/people/anne-le-goff.atom")),
  "/feeds/:feed": file({ path: ({ feedToken }) => `/feeds/${feedToken}.atom`, answers: [200, 200, 200, 200] }),
  "/manifest.webmanifest": file(all("/manifest.webmanifest")),
  "/robots.txt": file(all("/robots.txt")),
  "/sitemap.xml": file(all("/sitemap.xml")),
  "/sitemap/:part": file(all("/sitemap/films.xml")),
  "/history": all("/history"),
  "/history.csv": file(all("/history.csv")),
  "/history.json": file(all("/history.json")),
  "/history/changes": all("/history/changes"),
  "/history/changes.csv": file(all("/history/changes.csv")),
  "/history/changes.json": file(all("/history/changes.json")),
  "/operations/targets/:id/answers/:kind": file(
    operators(({ targetId }) => `/operations/targets/${targetId}/answers/good`),
  ),
  "/operations/providers/:slug": operators("/operations/providers/canal-du-cap"),
  "/operations/sends/drop": operators(({ deliveryId }) => `/operations/sends/drop?delivery=${deliveryId}`),
}
