import { data, redirect } from "react-router"
import { PAGE_WITH_SCRIPT_POLICY } from "../../../src/headers.ts"
import { AccountFrame } from "../../components/account/account-frame.tsx"
import { ChannelForms } from "../../components/channels/channel-forms.tsx"
import { ChannelList } from "../../components/channels/channel-list.tsx"
import { Part } from "../../components/site/heading.tsx"
import { requireUser } from "../../data/account/access.server.ts"
import { actOn, add } from "../../data/channels/channel-acts.server.ts"
import { readChannels } from "../../data/channels/channels.server.ts"
import { formOf } from "../../data/site/form.server.ts"
import { takeLimit } from "../../data/site/limit.server.ts"
import { useWords } from "../../i18n/words.ts"
import type { Route } from "./+types/account-channels.ts"

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** The one page with a script: a browser's notifications are asked for by nothing else. */
export function headers() {
  return { "content-security-policy": PAGE_WITH_SCRIPT_POLICY }
}

export async function loader({ request }: Route.LoaderArgs) {
  const sheet = await readChannels(await requireUser(request))
  return { sheet, done: new URL(request.url).searchParams.get("done") }
}

/** A secret and what a test came to are shown by the answer to the form itself: no address leads to them a second time. */
export async function action({ request }: Route.ActionArgs) {
  const viewer = await requireUser(request)
  const form = await formOf(request)
  const act = String(form.get("act") ?? "")
  const id = String(form.get("channel") ?? "")
  if (act !== "add" && !UUID.test(id)) throw data(null, { status: act === "" ? 400 : 404 })
  if (act === "test") await takeLimit(request, viewer, "testChannel")
  const acted = act === "add" ? await add(viewer, form) : await actOn(viewer, act, id)
  if (acted === null) throw data(null, { status: act === "add" ? 400 : 404 })
  if (acted.step === "done") return redirect(`/account/channels?done=${acted.what}`, 303)
  return data(acted, acted.step === "refused" ? 422 : 200)
}

export default function AccountChannels({ loaderData: { sheet, done }, actionData }: Route.ComponentProps) {
  const { channels } = useWords()
  const said =
    done !== null && Object.hasOwn(channels.done, done) ? channels.done[done as keyof typeof channels.done] : null
  const refused = actionData?.step === "refused" ? actionData : null
  return (
    <AccountFrame title={channels.title} faulty={refused !== null} done={actionData ? null : said}>
      {actionData?.step === "tested" && (
        <p className="notice" role={actionData.ok ? "status" : "alert"}>
          {actionData.says}
        </p>
      )}
      {actionData?.step === "secret" && <Secret {...actionData} />}
      <p className="mb-4 max-w-prose text-lead">{channels.intro}</p>
      <Part id="channels" name={channels.list}>
        <ChannelList of={sheet.channels} />
      </Part>
      <Part id="add" name={channels.add}>
        <ChannelForms forms={sheet.forms} pushKey={sheet.pushKey} refused={refused} />
      </Part>
    </AccountFrame>
  )
}

function Secret({ secret, renewed }: { readonly secret: string; readonly renewed: boolean }) {
  const words = useWords().channels.secret
  return (
    <div className="notice" role="status">
      <p className="font-semibold">{words.title}</p>
      <p>
        <code className="key">{secret}</code>
      </p>
      <p>
        {words.once} {renewed && words.both}
      </p>
    </div>
  )
}
