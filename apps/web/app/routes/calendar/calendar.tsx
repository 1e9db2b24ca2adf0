import { ensureFeedToken, renewFeedToken } from "@vigie/db"
import { data, redirect } from "react-router"
import { Agenda } from "../../components/calendar/agenda.tsx"
import { CalendarControls } from "../../components/calendar/calendar-controls.tsx"
import { Feeds } from "../../components/calendar/calendar-feeds.tsx"
import { MonthTable } from "../../components/calendar/month-table.tsx"
import { Heading, Title } from "../../components/site/heading.tsx"
import { Social } from "../../components/site/social.tsx"
import { requireUser } from "../../data/account/access.server.ts"
import { readCalendar } from "../../data/calendar/calendar.server.ts"
import { readCalendarAsked } from "../../data/calendar/calendar-asked.server.ts"
import { ask } from "../../data/site/db.server.ts"
import { formOf } from "../../data/site/form.server.ts"
import { SITE } from "../../data/site/site.server.ts"
import { readViewer } from "../../data/site/viewer.server.ts"
import { useWords } from "../../i18n/words.ts"
import type { Route } from "./+types/calendar.ts"

export async function loader({ request }: Route.LoaderArgs) {
  const viewer = await readViewer(request)
  const sheet = await readCalendar(readCalendarAsked(new URL(request.url).searchParams, viewer), viewer)
  const token = viewer.user?.feedToken ?? null
  const feed =
    token === null
      ? null
      : { agenda: `${SITE.baseUrl}/calendar/${token}.ics`, atom: `${SITE.baseUrl}/feeds/${token}.atom` }
  return { ...sheet, feed, openFeed: `${SITE.baseUrl}/calendar.ics` }
}

/** Draws the secret of one's own feed, or another in its place. */
export async function action({ request }: Route.ActionArgs) {
  const act = (await formOf(request)).get("act")
  if (act !== "feed" && act !== "renew") throw data(null, { status: 400 })
  const { user } = await requireUser(request)
  await ask((db) => (act === "feed" ? ensureFeedToken(db, user.id) : renewFeedToken(db, user.id)))
  return redirect("/calendar#feeds", 303)
}

export default function Calendar({ loaderData }: Route.ComponentProps) {
  const { cal } = useWords()
  const { asked, month, agenda, weeks } = loaderData
  const title = cal.month(month)
  return (
    <>
      <Title>{title}</Title>
      <Social title={title} description={cal.describe} keep={["month"]} />
      <Heading>{title}</Heading>
      <CalendarControls sheet={loaderData} />
      {weeks.length > 0 && <MonthTable sheet={loaderData} />}
      <Agenda days={agenda} asked={asked} />
      <Feeds own={loaderData.feed} open={loaderData.openFeed} />
    </>
  )
}
