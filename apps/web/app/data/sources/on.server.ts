import { agoInWords } from "@vigie/core"
import type { WhatIsOn } from "@vigie/db"
import { PHRASES } from "../../i18n/words.ts"
import type { Reading } from "../site/viewer.server.ts"

/** "3 sources, 214 films on now or announced, last read 4 min ago". */
export function onInWords({ sources, films, lastReadAt }: WhatIsOn, { locale, now }: Reading): string {
  const { on, lastRead } = PHRASES[locale].setup
  if (sources === 0 || lastReadAt === null) return on.none
  return [on.countSources(sources), on.countFilms(films), lastRead(agoInWords(lastReadAt, locale, now))].join(", ")
}
