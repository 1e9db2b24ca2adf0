import { Link } from "react-router"
import type { AuditItem } from "../../data/operations/audit.server.ts"

/** Who did what, the latest first. */
export function Acts({ items }: { readonly items: readonly AuditItem[] }) {
  return (
    <ol className="lines">
      {items.map((item) => (
        <li key={item.id} className="entry">
          <p>
            <strong>{item.act}</strong>, {item.actor}, <time dateTime={item.at}>{item.when}</time>
          </p>
          <p className="text-fine text-faint break-all">
            {item.to === null ? (
              item.subject
            ) : (
              <Link to={item.to} className="link">
                {item.subject}
              </Link>
            )}
            {item.detail && ` · ${item.detail}`}
          </p>
        </li>
      ))}
    </ol>
  )
}
