import { index, type RouteConfig, route } from "@react-router/dev/routes"

export default [
  index("routes/home.tsx"),
  route("films", "routes/films.tsx"),
  route("films/:slug", "routes/film.tsx"),
  route("films/:slug/changes", "routes/film-changes.tsx"),
  route("changes/:id", "routes/change.tsx"),
  route("providers/:slug", "routes/provider.tsx"),
  route("people", "routes/people.tsx"),
  route("people/:slug", "routes/person.tsx"),
  route("places", "routes/places.tsx"),
  route("places/:slug", "routes/place.tsx"),
  route("awards/:body", "routes/award.tsx"),
  route("decades/:decade", "routes/decade.tsx"),
  route("open", "routes/open.tsx"),
  route("lookups", "routes/lookups.tsx"),
  route("lookups/:id", "routes/lookup.tsx"),
  route("watchlist", "routes/watchlist.tsx"),
  route("watchlist/marks", "routes/watchlist-marks.ts"),
  route("unsubscribe/:token", "routes/unsubscribe.tsx"),
  route("setup", "routes/setup.tsx"),
  route("mailbox", "routes/mailbox.tsx"),
  route("mailbox/:name", "routes/mail.tsx"),
  route("mailbox/:name/html", "routes/mail-html.ts"),
  // Last, so that an unknown address has its language, too.
  route("*", "routes/not-found.tsx"),
] satisfies RouteConfig
