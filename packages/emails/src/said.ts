import type { ChangeFacts, Moment } from "@vigie/core"
import type { MailAlert, MailWindow } from "./mail.ts"

type Correction = Extract<MailAlert, { readonly kind: "correction" }>

/** What a correction takes back, as the alert it was: of the window as that change told it. */
export function saidAlert({ film, window, said }: Correction): MailAlert {
  const then = windowAfter(window, said.change.after)
  const told = { film, window: then, change: said.change }
  switch (said.kind) {
    case "available":
      return { kind: "available", film, windows: [then] }
    case "improved":
    case "reduced":
      return { kind: "terms", direction: said.kind, ...told }
    default:
      return { kind: said.kind, ...told }
  }
}

/** What a change told of a window comes before what is known now. */
function windowAfter(window: MailWindow, after: ChangeFacts): MailWindow {
  return {
    ...window,
    start: momentAfter(window.start, after.start, {}),
    end: momentAfter(window.end, after.end, {
      ...(after.endBasis === undefined ? {} : { basis: after.endBasis }),
      ...(after.endPrecision === undefined ? {} : { precision: after.endPrecision }),
    }),
  }
}

function momentAfter(moment: Moment, iso: string | null | undefined, stated: Partial<Moment>): Moment {
  if (iso === undefined) return moment
  return { ...moment, ...stated, at: iso === null ? null : Temporal.Instant.from(iso).epochMilliseconds }
}
