import type { NowOffer } from "../../data/film/offers.server.ts"
import type { ElsewhereFaults } from "../../data/film/report.server.ts"
import type { ReportSheet } from "../../data/film/report-words.server.ts"
import type { Refresh } from "../../data/site/refresh.server.ts"
import { useWords } from "../../i18n/words.ts"
import { Wait } from "../site/wait.tsx"
import { Proofs } from "./proofs.tsx"

/** What was read; "it is there", "it is not there": either has the sources of this offer read again. */
export function SayThere({ slug, offer }: { readonly slug: string; readonly offer: NowOffer }) {
  const { report } = useWords().filmPage
  return (
    <form method="post" action={`/films/${slug}`} className="said-there">
      <Proofs proofs={offer.proofs} about={offer.provider.name} />
      <input type="hidden" name="act" value="report" />
      <input type="hidden" name="window" value={offer.id} />
      {(["there", "not_there"] as const).map((says) => (
        <button key={says} type="submit" name="says" value={says} className="say">
          {says === "there" ? report.there : report.notThere}
          <span className="sr-only">
            {" "}
            ({offer.provider.name}, {offer.model})
          </span>
        </button>
      ))}
    </form>
  )
}

/** Seen on another platform: which one. */
export function Elsewhere({ slug, given }: { readonly slug: string; readonly given: ElsewhereFaults | null }) {
  const { report } = useWords().filmPage
  return (
    <details className="proof mt-4" open={given !== null}>
      <summary>{report.elsewhere}</summary>
      <form method="post" action={`/films/${slug}`} className="elsewhere-form">
        <input type="hidden" name="act" value="report" />
        <input type="hidden" name="says" value="elsewhere" />
        <Field name="provider" label={report.where} given={given} />
        <Field name="url" label={report.url} given={given} />
        <button type="submit" className="button-quiet">
          {report.send}
        </button>
        <p className="text-fine text-faint">{report.about}</p>
      </form>
    </details>
  )
}

interface FieldProps {
  readonly name: "provider" | "url"
  readonly label: string
  readonly given: ElsewhereFaults | null
}

function Field({ name, label, given }: FieldProps) {
  const fault = given?.faults[name]
  return (
    <div>
      <label htmlFor={`seen-${name}`}>{label}</label>
      <input
        id={`seen-${name}`}
        name={name}
        defaultValue={given?.[name]}
        maxLength={name === "url" ? 2000 : 200}
        autoComplete="off"
        className="field"
        {...(name === "url" ? { inputMode: "url" as const } : { required: true })}
        {...(fault ? { "aria-invalid": true, "aria-describedby": `fault-${name}` } : {})}
      />
      {fault && (
        <p id={`fault-${name}`} className="fault">
          {fault}
        </p>
      )}
    </div>
  )
}

/** What became of what the reader said. */
export function Progress({ report, refresh }: { readonly report: ReportSheet; readonly refresh: Refresh | null }) {
  const { report: words } = useWords().filmPage
  return (
    <div id="asked" className="asked">
      <div role="status">
        <p className="font-semibold">{report.said}</p>
        <ul>
          {report.lines.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      </div>
      {report.waiting ? <Wait refresh={refresh} /> : <p className="mt-2 text-fine text-faint">{words.about}</p>}
    </div>
  )
}
