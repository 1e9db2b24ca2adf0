import { Link } from "react-router"
import { Heading, Title } from "../../components/site/heading.tsx"
import { requireOperator } from "../../data/account/access.server.ts"
import { momentInWords } from "../../data/film/offer.server.ts"
import { allMails } from "../../data/mailbox/mails.server.ts"
import { useWords } from "../../i18n/words.ts"
import type { Route } from "./+types/mailbox.ts"

export async function loader({ request }: Route.LoaderArgs) {
  const viewer = await requireOperator(request)
  const mails = await allMails()
  return mails.map(({ name, subject, to, createdAt }) => ({
    name,
    subject,
    to,
    when: momentInWords(createdAt, viewer),
  }))
}

export default function Mailbox({ loaderData: mails }: Route.ComponentProps) {
  const { mailbox } = useWords()
  return (
    <>
      <Title>{mailbox.title}</Title>
      <Heading>{mailbox.title}</Heading>
      <p className="max-w-prose text-faint">{mailbox.about}</p>
      {mails.length === 0 && (
        <p className="mt-8 text-lead">
          {mailbox.empty} <span className="text-faint">{mailbox.emptyHelp}</span>
        </p>
      )}
      <ul className="lines mt-6 max-w-4xl">
        {mails.map((mail) => (
          <li key={mail.name} className="entry">
            <Link to={`/mailbox/${mail.name}`} className="film-link">
              {mail.subject}
            </Link>
            <span className="block text-fine text-faint">
              {mail.when}, {mailbox.to} {mail.to}
            </span>
          </li>
        ))}
      </ul>
    </>
  )
}
