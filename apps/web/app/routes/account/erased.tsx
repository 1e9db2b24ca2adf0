import { Link } from "react-router"
import { Heading, Title } from "../../components/site/heading.tsx"
import { useWords } from "../../i18n/words.ts"

/** What was done, for somebody who has no account any more. */
export default function Erased() {
  const { held } = useWords().account
  return (
    <div className="max-w-prose">
      <Title>{held.erased}</Title>
      <Heading>{held.erased}</Heading>
      <p className="text-lead" role="status">
        {held.erasedHelp}
      </p>
      <p className="mt-4 text-faint">{held.erasedBackup}</p>
      <p className="mt-8">
        <Link to="/" className="link">
          {held.erasedHome}
        </Link>
      </p>
    </div>
  )
}
