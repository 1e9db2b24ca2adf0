import { Link } from "react-router"
import { Title } from "../../components/site/heading.tsx"
import { requireOperator } from "../../data/account/access.server.ts"
import { findMail } from "../../data/mailbox/mails.server.ts"
import { useWords } from "../../i18n/words.ts"
import type { Route } from "./+types/mail.ts"

export async function loader({ request, params }: Route.LoaderArgs) {
  await requireOperator(request)
  const { name, subject, headers, html, text } = await findMail(params.name)
  return { name, subject, headers, laidOut: html !== null, text }
}

export default function Mail({ loaderData: mail }: Route.ComponentProps) {
  const { mailbox } = useWords()
  return (
    <>
      <Title>{mail.subject}</Title>
      <p className="mt-6">
        <Link to="/mailbox" className="link">
          {mailbox.back}
        </Link>
      </p>
      <h1 className="mt-6 mb-4 max-w-prose text-head">{mail.subject}</h1>
      {mail.laidOut ? (
        <iframe
          src={`/mailbox/${mail.name}/html`}
          title={mailbox.html}
          sandbox="allow-top-navigation-by-user-activation"
          className="mail"
        />
      ) : (
        <p className="text-faint">{mailbox.noHtml}</p>
      )}
      <h2 className="label mt-10">{mailbox.headers}</h2>
      <dl className="pairs text-fine">
        {mail.headers.map(([name, value]) => (
          <div key={name}>
            <dt className="text-faint">{name}</dt>
            <dd className="break-all">{value}</dd>
          </div>
        ))}
      </dl>
      {mail.text !== null && (
        <>
          <h2 className="label mt-10">{mailbox.text}</h2>
          <pre className="text-part">{mail.text}</pre>
        </>
      )}
    </>
  )
}
