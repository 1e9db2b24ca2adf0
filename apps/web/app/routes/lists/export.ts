import { data } from "react-router"
import { requireUser } from "../../data/account/access.server.ts"
import { type Ending, exportFile } from "../../data/lists/export.server.ts"

/** The reader's list as a file that others read: `/watchlist/export.csv?form=imdb`, `.json`, `.txt`. */
export async function loader({ request }: { readonly request: Request }) {
  const viewer = await requireUser(request)
  const { pathname, searchParams } = new URL(request.url)
  const file = await exportFile(
    viewer,
    pathname.slice(pathname.lastIndexOf(".") + 1) as Ending,
    searchParams.get("form"),
  )
  if (file === null) throw data(null, { status: 404 })
  return file
}
