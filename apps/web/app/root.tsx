import "@fontsource-variable/newsreader"
import textFont from "@fontsource-variable/newsreader/files/newsreader-latin-wght-normal.woff2?url"
import "@fontsource/barlow-condensed/500.css"
import "@fontsource/barlow-condensed/600.css"
import signFont from "@fontsource/barlow-condensed/files/barlow-condensed-latin-500-normal.woff2?url"
import boldSignFont from "@fontsource/barlow-condensed/files/barlow-condensed-latin-600-normal.woff2?url"
import "./app.css"
import type { ReactNode } from "react"
import { isRouteErrorResponse, Links, Meta, Outlet, useLocation, useRouteLoaderData } from "react-router"
import type { Route } from "./+types/root.ts"
import { Frame } from "./components/site/frame.tsx"
import { StoppedNotice } from "./components/site/stopped.tsx"
import { TooOftenPage } from "./components/site/too-often.tsx"
import { Trouble, type TroubleKind } from "./components/site/trouble.tsx"
import { readFrame } from "./data/site/frame.server.ts"
import { SITE } from "./data/site/site.server.ts"
import { whetherStopped } from "./data/site/stopped.server.ts"
import { stoppedInWords } from "./data/site/stopped-words.server.ts"
import { LocaleContext } from "./i18n/words.ts"
import touchIcon from "./icons/touch-180.png"

export async function loader({ request }: Route.LoaderArgs) {
  const now = Date.now()
  const [frame, stopped] = await Promise.all([readFrame(request), whetherStopped(now)])
  return { ...frame, site: SITE, stopped: stoppedInWords(stopped, { locale: frame.locale, now }) }
}

const NO_FRAME = { locale: "fr", mailbox: false, accounts: "local", person: null, stopped: null } as const

export function Layout({ children }: { readonly children: ReactNode }) {
  const frame = useRouteLoaderData<typeof loader>("root") ?? NO_FRAME
  const { locale } = frame
  return (
    <html lang={locale}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="theme-color" content="#fffdf8" media="(prefers-color-scheme: light)" />
        <meta name="theme-color" content="#1c1916" media="(prefers-color-scheme: dark)" />
        <link
          rel="icon"
          href="data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Crect width='16' height='16' fill='%23b0231a'/%3E%3Cpath d='M3 4l5 9 5-9' fill='none' stroke='%23fff' stroke-width='2.4'/%3E%3C/svg%3E"
        />
        {[textFont, signFont, boldSignFont].map((font) => (
          <link key={font} rel="preload" as="font" type="font/woff2" href={font} crossOrigin="anonymous" />
        ))}
        <link rel="manifest" href="/manifest.webmanifest" />
        <link rel="apple-touch-icon" href={touchIcon} />
        <Meta />
        <Links />
      </head>
      <body>
        <LocaleContext value={locale}>
          <Frame {...frame}>
            <StoppedNotice words={frame.stopped} />
            {children}
          </Frame>
        </LocaleContext>
      </body>
    </html>
  )
}

export default function Root() {
  return <Outlet />
}

export function ErrorBoundary({ error }: Route.ErrorBoundaryProps) {
  const { pathname, search } = useLocation()
  if (isRouteErrorResponse(error) && error.status === 429) return <TooOftenPage said={error.data} />
  return <Trouble kind={kindOf(error)} again={`${pathname}${search}`} />
}

function kindOf(error: unknown): TroubleKind {
  if (!isRouteErrorResponse(error)) return "broken"
  if (error.status === 404) return "notFound"
  if (error.status === 503) return "unavailable"
  return error.status < 500 ? "refused" : "broken"
}
