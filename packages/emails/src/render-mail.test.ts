import type { Locale, Moment } from "@vigie/core"
import { expect, test } from "vitest"
import type { Mail, MailKind } from "./mail.ts"
import { type PreviewName, previews } from "./previews.ts"
import { renderMail } from "./render-mail.tsx"

/** Words a reader would see, without tags, styles or the hidden preheader's padding. */
const seen = (html: string) =>
  html
    .replace(/<(style|head|title)[\s\S]*?<\/\1>/g, "")
    .replace(/<!--[\s\S]*?-->/g, "")
    .replace(/<[^>]+>/g, " ")
    .replace(/&#x27;/g, "'")
    .replace(/&amp;/g, "&")
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">")
    .replace(/[\s\u00a0\u202f]+/g, " ")
const plain = (text: string) => text.replace(/[\s\u00a0\u202f]+/g, " ")
const KINDS = Object.keys(previews("fr")) as PreviewName[]
const every = (["fr", "en"] as const).flatMap((locale) => KINDS.map((kind) => [kind, locale] as const))
/** Told at length, with the words read: a digest's lines lead to the film's page instead. */
const aboutFilms = every.flatMap(([kind, locale]) => {
  const mail = previews(locale)[kind]
  return "film" in mail || mail.kind === "several" ? [[kind, locale, mail] as const] : []
})

test.each(aboutFilms)(
  "%s %s carries the film, its proof and every link in both parts (I13)",
  async (_kind, _locale, mail) => {
    const alerts = mail.kind === "several" ? mail.alerts : [mail]

    const { html, text, subject, preheader } = await renderMail(mail)

    expect(subject).not.toMatch(/[\r\n]|null|undefined|NaN/)
    expect(`${text}${html}`).not.toMatch(/\b(null|undefined|NaN|Invalid)\b/)
    expect(seen(html)).toContain(plain(preheader).slice(0, 100))
    for (const { film, ...alert } of alerts) {
      for (const { evidence, provider } of "windows" in alert ? alert.windows : [alert.window]) {
        for (const fact of [evidence.text, evidence.sourceName, provider.name, film.directors[0] ?? ""]) {
          expect(seen(html)).toContain(plain(fact))
          expect(plain(text)).toContain(plain(fact))
        }
        for (const url of [evidence.url ?? "", film.pageUrl]) {
          expect(html).toContain(`href="${url}"`)
          expect(text).toContain(`\n${url}\n`)
        }
      }
      expect(seen(html)).toContain(film.title)
      expect(text).toContain(film.title.toUpperCase())
    }
    for (const url of [...mail.stops.map((stop) => stop.url), mail.rhythmUrl, mail.listUrl]) {
      expect(html).toContain(`href="${url}"`)
      expect(text).toContain(`\n${url}\n`)
    }
  },
)

test.each<[MailKind, Locale, string]>([
  ["available", "fr", "Les Milles est disponible sur France.tv jusqu'au 6 juillet"],
  ["available", "en", "Les Milles is available on France.tv until 6 July"],
  ["first_answer", "fr", "L'Éclaircie est déjà disponible sur Ciné Étoile et France.tv"],
  ["closing", "fr", "Les Milles quitte bientôt France.tv : dernier jour le 6 juillet"],
  ["announced", "fr", "Les Milles arrive sur France.tv le 4 juillet"],
  ["moved", "fr", "Les Milles : nouvelles dates sur France.tv, jusqu'au 20 juillet"],
  ["repriced", "fr", "L'Éclaircie passe de 3,99 € à 2,99 € sur Ciné Étoile"],
  ["repriced", "en", "L'Éclaircie goes from €3.99 to €2.99 on Ciné Étoile"],
  ["terms", "fr", "L'Éclaircie : maintenant en 4K sur Ciné Étoile"],
  ["closed", "fr", "Les Milles a quitté France.tv"],
  ["corrected", "fr", "Les Milles est finalement toujours sur France.tv"],
  ["several", "fr", "3 nouvelles de vos films : Les Milles et L'Éclaircie"],
])("subject of %s in %s", async (kind, locale, subject) => {
  expect(plain((await renderMail(previews(locale)[kind])).subject)).toBe(subject)
})

test.each([
  ["fr", "Vigie peut vous écrire", "Il arrive", "mardi 1er juillet à 10 h"],
  ["en", "Vigie can write to you", "It arrives", "Tuesday 1 July at 10:00"],
] as const)(
  "a test mail in %s says who sent it, by what and when, and nothing of films",
  async (locale, subject, title, when) => {
    const { html, text, ...mail } = await renderMail(previews(locale).test)

    expect(mail.subject).toBe(subject)
    for (const part of [seen(html), plain(text)]) {
      for (const fact of ["Vigie <vigie@vigie.example>", "SMTP mail.example:587", when]) expect(part).toContain(fact)
      expect(part).not.toMatch(/null|undefined/)
    }
    expect(html).toContain(`<bdi>${title}</bdi></h1>`)
    expect(html).toContain('href="https://vigie.example/"')
    expect(text).toContain("\nhttps://vigie.example/\n")
  },
)

const rendered = async (mail: Mail) => {
  const { html, text } = await renderMail(mail)
  return { html, text: plain(text), words: seen(html) }
}

test("available says what, where, how, until when, and when it was read", async () => {
  const { text, words } = await rendered(previews("fr").available)

  for (const part of [text, words]) {
    expect(part).toContain("en replay gratuit, jusqu'au dimanche 6 juillet inclus")
    expect(part).toContain("Lu sur La Gazette du ciné le lundi 30 juin à 10 h 12")
    expect(part).toContain("« À voir sur France.tv jusqu'au 6 juillet »")
  }
})

test("a rental says its prices and qualities, and links to the film where the source does", async () => {
  const { html, text, words } = await rendered(previews("fr").repriced)

  for (const part of [text, words]) {
    expect(part).toContain("en location à partir de 2,99 €, en HD et 4K")
    expect(part).toContain("Location : 2,99 € en HD, 4,99 € en 4K")
    expect(part).toContain("avant : 3,99 € en HD")
    expect(part).toContain("Regarder sur Ciné Étoile")
  }
  expect(html).toContain('href="https://etoile.example/film/l-eclaircie"')
})

test("without a direct link the provider's home page is linked, and said to be that", async () => {
  const { html, text } = await rendered(previews("fr").available)

  expect(html).toContain('href="https://www.france.tv/"')
  expect(text).toContain("Aucun lien direct vers le film n'est connu")
  expect(text).not.toContain("Regarder sur")
})

test("what is not known to be free is not called free; a slot is told by its hour", async () => {
  const mail = previews("fr").several
  if (mail.kind !== "several") throw new Error("the sample of several is of another kind")
  const [closing, , slot] = mail.alerts
  if (closing?.kind !== "closing" || slot?.kind !== "announced") throw new Error("other alerts were expected")
  const window = { ...closing.window, monetization: "unknown" } as const

  const unknown = await rendered({ ...mail, ...closing, kind: "available", windows: [window] })
  const onAir = await renderMail({ ...mail, ...slot, kind: "available", windows: [slot.window] })

  expect(unknown.text).toContain("sur France.tv, en replay, jusqu'au")
  expect(unknown.text).toContain("Replay, conditions non précisées")
  expect(unknown.text).not.toContain("gratuit")
  expect(plain(onAir.subject)).toBe("L'Éclaircie passe sur Télé Phare dimanche 6 juillet à 20 h 55")
})

test("links that are not http(s) are dropped", async () => {
  const mail = previews("fr").available
  if (mail.kind !== "available") throw new Error("the sample of available is of another kind")
  const [window] = mail.windows
  const evil = "javascript:alert(1)"
  const provider = { ...window.provider, homepage: evil }

  const { html, text } = await renderMail({
    ...mail,
    windows: [{ ...window, watchUrl: evil, provider, evidence: { ...window.evidence, url: evil } }],
  })

  expect(html + text).not.toContain("javascript:")
  expect(text).toContain("Lu sur La Gazette du ciné")
})

test("titles and words read are escaped, and a subject stays one line", async () => {
  const mail = previews("fr").closed
  if (mail.kind !== "closed") throw new Error("the sample of closed is of another kind")
  const title = 'A<script>alert("x")</script>\r\nBcc: all@example.org'
  const evidence = { ...mail.window.evidence, text: "<img src=x onerror=alert(1)> & more" }

  const { html, subject, text } = await renderMail({
    ...mail,
    film: { ...mail.film, title },
    window: { ...mail.window, evidence },
  })

  expect(html).not.toMatch(/<script|<img/)
  expect(html).toContain("&lt;script&gt;")
  expect(subject).not.toMatch(/[\r\n]/)
  expect(subject).toContain("Bcc: all@example.org")
  expect(text).toContain("<img src=x onerror=alert(1)> & more")
})

test("I6 a window's dates are its territory's, when it was read is the reader's", async () => {
  const mail = previews("fr").announced
  if (mail.kind !== "announced") throw new Error("the sample of announced is of another kind")
  const at = (moment: Moment, iso: string) => ({ ...moment, at: Temporal.Instant.from(iso).epochMilliseconds })
  const tahiti = { ...mail.window, territory: "PF", end: at(mail.window.end, "2025-07-07T10:00:00Z") }
  const noumea = { ...mail.window, territory: "NC", start: at(mail.window.start, "2025-07-03T13:00:00Z") }

  const ends = await rendered({ ...mail, zone: "America/Montreal", window: tahiti })
  const starts = await rendered({ ...mail, window: noumea })
  const available = await rendered({ ...mail, kind: "available", windows: [tahiti] })

  expect(ends.text).toContain("jusqu'au dimanche 6 juillet inclus")
  expect(ends.text).toContain("le lundi 30 juin à 4 h 12")
  expect(starts.text).toContain("On pourra le voir sur France.tv à partir du vendredi 4 juillet.")
  expect(starts.text).toContain("À partir du vendredi 4 juillet")
  expect(available.text).toContain("en replay gratuit, jusqu'au dimanche 6 juillet inclus.")
})

test("a closed window has no button, and says when it ended or since when it is gone", async () => {
  const mail = previews("fr").closed
  if (mail.kind !== "closed") throw new Error("the sample of closed is of another kind")
  const end = { ...mail.window.end, basis: "observed", precision: "instant" } as const

  const stated = await rendered(mail)
  const observed = await rendered({ ...mail, window: { ...mail.window, end: { ...end, at: Date.UTC(2025, 6, 5, 9) } } })

  expect(stated.text).toContain("Terminé le dimanche 6 juillet")
  expect(stated.html).not.toContain("https://www.france.tv/")
  expect(observed.text).toContain("N'y est plus depuis le samedi 5 juillet")
})

test("what was announced and then withdrawn is said plainly, without a link to watch", async () => {
  const mail = previews("en").corrected
  if (mail.kind !== "corrected") throw new Error("the sample of corrected is of another kind")
  const change = { before: {}, after: { reason: "withdrawn_before_opening" } }

  const { subject, text } = await renderMail({ ...mail, change })

  expect(subject).toBe("Les Milles is no longer announced on France.tv")
  expect(text).not.toContain("https://www.france.tv/")
})

test("fewer qualities are told as less", async () => {
  const mail = previews("fr").terms
  if (mail.kind !== "terms") throw new Error("the sample of terms is of another kind")
  const change = { before: { languages: ["audio:fr", "subtitles:x-!"] }, after: { languages: ["audio:fr"] } }

  const { subject, text } = await renderMail({ ...mail, direction: "reduced", change })

  expect(plain(subject)).toBe("L'Éclaircie n'est plus proposé avec sous-titres en x-! sur Ciné Étoile")
  expect(text).not.toContain("null")
})

test.each([
  ["announced_again", "Les Milles n'est finalement pas encore sur France.tv"],
  ["value_returned", "Les Milles : retour en arrière sur France.tv"],
  ["some_new_reason", "Les Milles : rectification sur France.tv"],
])("a correction %s has its own words", async (reason, subject) => {
  const mail = previews("fr").corrected
  if (mail.kind !== "corrected") throw new Error("the sample of corrected is of another kind")

  const told = await renderMail({ ...mail, change: { before: {}, after: { reason } } })

  expect(plain(told.subject)).toBe(subject)
})

test("several alerts of one film are told as that film's", async () => {
  const mail = previews("fr").several
  if (mail.kind !== "several") throw new Error("the sample of several is of another kind")
  const [, second, third] = mail.alerts

  const { subject, text } = await renderMail({ ...mail, alerts: [second!, third!] })

  expect(plain(subject)).toBe("L'Éclaircie : 2 nouvelles")
  expect(text).toContain("parce que L'Éclaircie est dans votre liste")
})

test("the demo says that it is invented, and only the demo", async () => {
  const mail = previews("fr").available
  if (mail.kind !== "available") throw new Error("the sample of available is of another kind")
  const demo = await rendered({ ...mail, demo: true })
  const real = await rendered(previews("fr").available)

  expect(demo.text).toContain("sont inventés")
  expect(demo.words).toContain("sont inventés")
  expect(real.text).not.toContain("invent")
})

test("the text part reads in 72 columns, links aside", async () => {
  for (const [kind, locale] of every) {
    const { text } = await renderMail(previews(locale)[kind])
    const long = text.split("\n").filter((line) => line.length > 72 && !line.startsWith("http"))
    expect(long).toEqual([])
  }
})

test("the HTML names its language, its titles in order, and both colour schemes; it loads nothing", async () => {
  for (const [kind, locale] of every) {
    const mail = previews(locale)[kind]
    const { html } = await renderMail(mail)
    expect(html).toContain(`lang="${locale}"`)
    expect(html.match(/<h1/g)).toHaveLength(1)
    // What is told at length is a table of facts; lines have a heading for each part.
    expect(html).toContain(mail.kind === "digest" || mail.kind === "newsletter" ? "<h2" : '<th scope="row"')
    expect(html).toContain('<meta name="color-scheme" content="light dark"/>')
    expect(html).toContain("prefers-color-scheme:dark")
    expect(html).not.toMatch(/<img|<script|<link|@import|url\(/)
    expect(Buffer.byteLength(html)).toBeLessThan(100_000)
  }
})

test("I5 the same mail renders to the same bytes", async () => {
  for (const [kind, locale] of every) {
    expect(await renderMail(previews(locale)[kind])).toEqual(await renderMail(previews(locale)[kind]))
  }
})
