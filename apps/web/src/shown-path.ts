/** Paths that end in what acts for whoever knows it. */
const SECRET = /^\/(unsubscribe|reset|invitations|welcome|calendar|feeds)\/./

/** A path as logs show it: without what acts by being known. */
export function shownPath(path: string): string {
  return SECRET.test(path) ? `/${path.split("/")[1]}/…` : path
}
