import { render } from "react-email"
import { Frame } from "./components/frame.tsx"
import type { Mail, RenderedMail } from "./mail.ts"
import { tell } from "./tell.ts"
import { textOf } from "./text.ts"

/** Renders a mail in its language, HTML and text from one story. The same mail gives the same bytes. Sends nothing. */
export async function renderMail(mail: Mail): Promise<RenderedMail> {
  const story = tell(mail)
  const html = await render(<Frame story={story} locale={mail.locale} baseUrl={mail.baseUrl} />)
  return { subject: story.subject, html, text: textOf(story, mail.locale), preheader: story.preheader }
}
