const HERE = "http://here.invalid"

/**
 * Where a page may send its reader on to: a path of this server, from `?to=`; the home page in place of anything else, such as
 * another site, in whatever spelling a browser would take for one.
 */
export function ownPath(to: string | null | undefined): string {
  if (!to?.startsWith("/") || !URL.canParse(to, HERE)) return "/"
  const { origin, pathname, search } = new URL(to, HERE)
  // What is handed on is what was read: `/\\evil.example` and `/%09/evil.example` are read as a browser would.
  return origin === HERE && !pathname.startsWith("//") ? `${pathname}${search}` : "/"
}
