import { Link } from "react-router"
import { Title } from "../../components/site/heading.tsx"
import { findSample, sampleLocale } from "../../data/operations/mails.server.ts"
import { readOperator } from "../../data/operations/operator.server.ts"
import { useWords } from "../../i18n/words.ts"
import type { Route } from "./+types/mail-sample.ts"

export async function loader({ request, params }: Route.LoaderArgs) {
  const { locale: own } = await readOperator(request)
  const locale = sampleLocale(request, own)
  const { name, subject, preheader, text } = await findSample(params.name, locale)
  return { name, subject, preheader, text, locale }
}

export default function MailSample({ loaderData: mail }: Route.ComponentProps) {
  const { mails } = useWords()
  const other = mail.locale === "fr" ? "en" : "fr"
  return (
    <>
      <Title>{mails.names[mail.name]}</Title>
      <p className="mt-6 flex flex-wrap gap-x-6 gap-y-2">
        <Link to="/operations/mails" className="link">
          {mails.back}
        </Link>
        <Link to={`/operations/mails/${mail.name}?in=${other}`} className="link">
          {mails.languages[other]}
        </Link>
      </p>
      <h1 className="mt-6 mb-4 max-w-prose text-head">{mails.names[mail.name]}</h1>
      <dl className="pairs">
        <div>
          <dt className="text-faint">{mails.subject}</dt>
          <dd lang={mail.locale}>{mail.subject}</dd>
        </div>
        <div>
          <dt className="text-faint">{mails.preheader}</dt>
          <dd lang={mail.locale}>{mail.preheader}</dd>
        </div>
      </dl>
      <div className="samples mt-8">
        {(["day", "night"] as const).map((light) => (
          <section key={light}>
            <h2 className="label">{mails[light]}</h2>
            <iframe
              src={`/operations/mails/${mail.name}/html?in=${mail.locale}&light=${light}`}
              title={mails[light]}
              sandbox=""
              className="mail"
            />
          </section>
        ))}
      </div>
      <h2 className="label mt-10">{mails.text}</h2>
      <pre className="text-part" lang={mail.locale}>
        {mail.text}
      </pre>
    </>
  )
}
