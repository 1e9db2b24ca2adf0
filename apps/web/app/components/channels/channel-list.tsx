import { Link } from "react-router"
import type { ChannelLine } from "../../data/channels/channels.server.ts"
import { useWords } from "../../i18n/words.ts"

/** Every channel: what it is, how it stands, and what can be done to it. */
export function ChannelList({ of }: { readonly of: readonly ChannelLine[] }) {
  const { channels } = useWords()
  return (
    <ul className="lines">
      {of.map((channel) => (
        <li key={channel.id} className="entry channel">
          <div className="min-w-0">
            <h3 className="text-lead font-semibold">{channel.name}</h3>
            <p className="channel-address">{channel.shown}</p>
            <p>
              <span className="mark" data-state={channel.state}>
                {channel.says}
              </span>{" "}
              {channel.why}
            </p>
            {channel.lines.map((line) => (
              <p key={line} className="text-fine text-faint">
                {line}
              </p>
            ))}
            {channel.isMail && channel.state === "stopped" && (
              <p>
                <Link to="/account#address" className="link">
                  {channels.changeAddress}
                </Link>
              </p>
            )}
          </div>
          <Acts channel={channel} />
        </li>
      ))}
    </ul>
  )
}

type Act = "test" | "pause" | "resume" | "remove" | "renew"

function actsOn({ state, isMail, hasSecret }: ChannelLine): readonly Act[] {
  const over = state === "stopped"
  const used = state === "active" || state === "failing"
  return [
    ...(over ? [] : (["test"] as const)),
    ...(used ? (["pause"] as const) : []),
    ...(state === "paused" ? (["resume"] as const) : []),
    ...(hasSecret && !over ? (["renew"] as const) : []),
    ...(isMail ? [] : (["remove"] as const)),
  ]
}

function Acts({ channel }: { readonly channel: ChannelLine }) {
  const { channels } = useWords()
  return (
    <form method="post" action="/account/channels" className="channel-acts">
      <input type="hidden" name="channel" value={channel.id} />
      {actsOn(channel).map((act) => (
        <button
          key={act}
          type="submit"
          name="act"
          value={act}
          className="button-plain"
          aria-label={channels.actOn(channels.acts[act], `${channel.name} · ${channel.shown}`)}
        >
          {channels.acts[act]}
        </button>
      ))}
    </form>
  )
}
