import type { Refused } from "../../data/channels/channel-acts.server.ts"
import type { ChannelForm } from "../../data/channels/channels.server.ts"
import { useWords } from "../../i18n/words.ts"
import { TextField } from "../site/fields.tsx"

interface ChannelFormsProps {
  readonly forms: readonly ChannelForm[]
  readonly pushKey: string
  readonly refused: Refused | null
}

/** A fold for each kind of channel; that of a form which was refused is open. */
export function ChannelForms({ forms, pushKey, refused }: ChannelFormsProps) {
  return (
    <div className="channel-forms">
      {forms.map((form) => {
        const own = refused?.kind === form.kind ? refused : null
        return (
          <details key={form.kind} className="older" open={own !== null}>
            <summary className="text-lead">{form.name}</summary>
            <p className="my-2 max-w-prose">{form.about}</p>
            {form.filledBy === "script" ? (
              <ScriptForm form={form} pushKey={pushKey} fault={own?.faults.form} />
            ) : (
              <HandForm form={form} refused={own} />
            )}
          </details>
        )
      })}
    </div>
  )
}

function Fault({ children }: { readonly children: string | undefined }) {
  return children ? <p className="fault">{children}</p> : null
}

function HandForm({ form, refused }: { readonly form: ChannelForm; readonly refused: Refused | null }) {
  const { channels } = useWords()
  return (
    <form method="post" action="/account/channels" className="form" noValidate>
      <input type="hidden" name="kind" value={form.kind} />
      <Fault>{refused?.faults.form}</Fault>
      {form.fields.map(({ name, type, required, label, help }) => (
        <TextField
          key={name}
          id={`${form.kind}-${name}`}
          name={name}
          label={label}
          help={help}
          fault={refused?.faults[name]}
          value={refused?.values[name] ?? ""}
          type={type === "password" ? "password" : "text"}
          inputMode={type === "url" ? "url" : "text"}
          autoComplete="off"
          spellCheck={false}
          required={required}
        />
      ))}
      <button type="submit" name="act" value="add" className="button-quiet" aria-label={channels.addKind(form.name)}>
        {channels.go}
      </button>
    </form>
  )
}

/** What `push.js` fills: without a script it says that it needs one. */
function ScriptForm({
  form,
  pushKey,
  fault,
}: {
  readonly form: ChannelForm
  readonly pushKey: string
  readonly fault: string | undefined
}) {
  const { push } = useWords().channels
  const { working, denied, unsupported, failed } = push
  return (
    <>
      <p className="notice" id="push-none">
        {push.noScript}
      </p>
      <form
        method="post"
        action="/account/channels"
        id="push"
        className="form"
        data-key={pushKey}
        data-working={working}
        data-denied={denied}
        data-unsupported={unsupported}
        data-failed={failed}
      >
        <input type="hidden" name="kind" value={form.kind} />
        <input type="hidden" name="act" value="add" />
        {form.fields.map(({ name }) => (
          <input key={name} type="hidden" name={name} value="" />
        ))}
        <Fault>{fault}</Fault>
        <p role="status" id="push-said" />
        <button type="button" className="button-quiet" hidden>
          {push.go}
        </button>
      </form>
      <script src="/push.js" defer />
    </>
  )
}
