import type { ReactNode } from "react"
import { useWords } from "../../i18n/words.ts"

interface ListFormProps {
  readonly action: string
  readonly go: string
  /** What was pasted. */
  readonly typed: string
  readonly fault: string | undefined
  readonly children?: ReactNode
}

/** A file, or a pasted list: what was pasted stays, what is wrong is said above both. */
export function ListForm({ action, go, typed, fault, children }: ListFormProps) {
  const { import: words } = useWords()
  const told = (help: string) => ({
    "aria-describedby": fault === undefined ? help : `list-fault ${help}`,
    ...(fault !== undefined && { "aria-invalid": true as const }),
  })
  return (
    <form method="post" action={action} encType="multipart/form-data" className="setup bring" noValidate>
      {fault !== undefined && (
        <p id="list-fault" className="fault" role="alert">
          {fault}
        </p>
      )}
      <div>
        <label htmlFor="file" className="text-lead font-semibold">
          {words.file}
        </label>
        <p id="file-help" className="text-fine text-faint">
          {words.fileHelp}
        </p>
        <input
          id="file"
          name="file"
          type="file"
          accept=".csv,.json,.txt,text/*"
          className="field"
          {...told("file-help")}
        />
      </div>
      <div>
        <label htmlFor="text" className="text-lead font-semibold">
          {words.text}
        </label>
        <p id="text-help" className="text-fine text-faint">
          {words.textHelp}
        </p>
        <textarea
          id="text"
          name="text"
          rows={8}
          defaultValue={typed}
          spellCheck={false}
          autoComplete="off"
          className="field"
          {...told("text-help")}
        />
      </div>
      {children}
      <button type="submit" className="button">
        {go}
      </button>
    </form>
  )
}
