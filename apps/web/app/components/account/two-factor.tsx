import type { Faults } from "../../data/account/account-profile.server.ts"
import type { Enrolment } from "../../data/account/two-factor.server.ts"
import { useWords } from "../../i18n/words.ts"
import { TextField } from "../site/fields.tsx"
import { Part } from "../site/heading.tsx"

const PAGE = "/account/two-factor"

export function Begin({ faults }: { readonly faults: Faults }) {
  const { twoFactor } = useWords().account
  return (
    <form method="post" action={PAGE} className="form" noValidate>
      <p className="max-w-prose text-lead">{twoFactor.intro}</p>
      <Password id="password" fault={faults.password} />
      <button type="submit" name="act" value="begin" className="button">
        {twoFactor.start}
      </button>
    </form>
  )
}

/** The key for the app, the codes to keep, and the first code that confirms. */
export function Enrol({ enrolment, faults }: { readonly enrolment: Enrolment; readonly faults: Faults }) {
  const { twoFactor } = useWords().account
  const { uri, secret, qr, codes } = enrolment
  return (
    <>
      <Part id="scan" name={twoFactor.scan}>
        <p className="mb-4 max-w-prose">{twoFactor.scanHelp}</p>
        <svg
          role="img"
          aria-label={twoFactor.qr}
          viewBox={`0 0 ${qr.size} ${qr.size}`}
          className="qr"
          shapeRendering="crispEdges"
        >
          <path d={qr.path} fill="currentColor" />
        </svg>
        <p className="mt-4">
          <a href={uri} className="link">
            {twoFactor.open}
          </a>
        </p>
        <p className="mt-3 text-fine text-faint">{twoFactor.secret}</p>
        <p className="key">{secret}</p>
      </Part>
      <Part id="keep" name={twoFactor.keep}>
        <p className="mb-3 max-w-prose">{twoFactor.keepHelp}</p>
        <List codes={codes} />
      </Part>
      <Part id="confirm" name={twoFactor.confirm}>
        <form method="post" action={PAGE} className="form" noValidate>
          <input type="hidden" name="uri" value={uri} />
          {codes.map((code) => (
            <input key={code} type="hidden" name="kept" value={code} />
          ))}
          <TextField
            id="code"
            label={twoFactor.code}
            help={twoFactor.codeHelp}
            fault={faults.code}
            inputMode="numeric"
            autoComplete="one-time-code"
            maxLength={9}
            required
          />
          <button type="submit" name="act" value="confirm" className="button">
            {twoFactor.confirmGo}
          </button>
        </form>
      </Part>
    </>
  )
}

/** Recovery codes, this once. */
export function Codes({ codes }: { readonly codes: readonly string[] }) {
  const { twoFactor } = useWords().account
  return (
    <Part id="codes" name={twoFactor.codes}>
      <p className="mb-3 max-w-prose">{twoFactor.keepHelp}</p>
      <List codes={codes} />
    </Part>
  )
}

function List({ codes }: { readonly codes: readonly string[] }) {
  return (
    <ul className="codes">
      {codes.map((code) => (
        <li key={code}>{code}</li>
      ))}
    </ul>
  )
}

export function Manage({ operator, faults }: { readonly operator: boolean; readonly faults: Faults }) {
  const { twoFactor } = useWords().account
  return (
    <>
      <p className="mb-4 max-w-prose text-lead">{twoFactor.onSince}</p>
      <Part id="renew" name={twoFactor.renew}>
        <form method="post" action={PAGE} className="form" noValidate>
          <p className="max-w-prose">{twoFactor.renewHelp}</p>
          <Password id="password" fault={faults.password} />
          <button type="submit" name="act" value="renew" className="button-quiet">
            {twoFactor.renewGo}
          </button>
        </form>
      </Part>
      <Part id="end" name={twoFactor.disable}>
        {operator ? (
          <p className="max-w-prose">{twoFactor.operator}</p>
        ) : (
          <form method="post" action={PAGE} className="form" noValidate>
            <p className="max-w-prose">{twoFactor.disableHelp}</p>
            <Password id="end-password" fault={faults.end} />
            <button type="submit" name="act" value="end" className="button-quiet">
              {twoFactor.disableGo}
            </button>
          </form>
        )}
      </Part>
    </>
  )
}

function Password({ id, fault }: { readonly id: string; readonly fault: string | undefined }) {
  const { twoFactor } = useWords().account
  return (
    <TextField
      id={id}
      name="password"
      label={twoFactor.password}
      fault={fault}
      type="password"
      autoComplete="current-password"
      required
    />
  )
}
