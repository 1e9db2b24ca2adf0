import { foldInPlace } from "../text.ts"
import { clocksIn } from "./clocks.ts"
import { mentionsIn } from "./grammar.ts"
import { NAMES } from "./names.ts"
import { providersIn } from "./providers.ts"

const QUOTED = /(?:[«“"]\s*([^«»“”"]{1,120}?)\s*[»”"]|(?<![\p{L}\d])[‘']([\p{Lu}\d][^‘’'«»]{1,80}?)[’'](?![\p{L}\d]))/gu
/** Works of another kind: a quotation beside them is no film's title. */
const OTHER_WORK = /\b(?:emission|soiree|documentaires|livre|roman|chanson|album|magazine|podcast)\b/u
const SERIES_CREDIT = "(?:est|sera|seront|sont|n'est|ne sera)"

/** What a title is the subject of: its coming, going, showing. */
const ACTS = [
  "quitte(?:ra)?|disparaî(?:t|tra)|expire(?:ra)?|s[’']en (?:va|ira)|tire(?:ra)? sa révérence|fait ses adieux|prend(?:ra)? fin",
  "arrive(?:ra)?|débarque(?:ra)?|atterri(?:t|ra)|rejoint|rejoindra|revient|reviendra|s[’']invite(?:ra)?|est de retour|sort(?:ira)?|(?:re)?passe(?:ra)?|se dévoile|(?:fait|fera) son (?:arrivée|entrée|retour|apparition)|ne sera (?:bientôt )?plus|n[’']est plus|va (?:quitter|arriver|rejoindre|disparaître|débarquer|revenir)",
  `${SERIES_CREDIT} (?:en effet |enfin |aussi |également |déjà |actuellement |encore |toujours |désormais |à nouveau |plus |bientôt )*(?:disponible|visible|accessible|proposé|diffusé|rediffusé|programmé|à (?:re)?voir|à (?:re)?découvrir|retiré|supprimé|attendu|prévu|annoncé|gratuit|à retrouver|en (?:replay|ligne|VOD|streaming)|mis en ligne|ajouté|au catalogue)`,
  "(?:reste|restera) (?:disponible|visible|en ligne|accessible)|se regarde|se (?:re)?voit|disponible|visible|à (?:re)?voir|en (?:replay|VOD|streaming)|a été (?:re)?diffusé|était diffusé|s[’']apprête à quitter|(?:sur|chez|via) (?=#)",
].join("|")
const SUBJECT = new RegExp(
  `^(?:[•*·>-]\\s*)?(?:(?:Le film|Le long[- ]métrage|Le documentaire|Le téléfilm|(?:Sorti|Diffusé|Réalisé|Tourné|Présenté|Adapté)[^,]{0,60},|C[’']est ainsi qu[’'e]|Enfin,|Bonne nouvelle\\s?[:,]|Attention,|La saison \\d+ d(?:e |[’'])|Les (?:\\p{L}+ )?(?:premiers |derniers )?épisodes d(?:e |[’'])|Ne (?:manquez|ratez) pas)\\s*)?([\\p{Lu}\\d][^:;!?]{0,100}?)(?:\\s…)?(?:\\s?,\\s[^;:]{0,90},)?(?:\\s\\([^)]{0,60}\\))?,?\\s+(?:(?:${ACTS})(?![\\p{L}]))`,
  "u",
)
/** What a provider or a reader does with a title. */
const OBJECT = new RegExp(
  "(?:\\b(?:re)?(?:diffus|propos|programm)(?:e|era|ait|ent|eront)\\b|\\b(?:ajoute|accueille|récupère|perd|met en ligne|mettra en ligne|offre|lance|dévoile)(?:ra)?\\b|\\b(?:disponibilité|arrivée|diffusion|rediffusion|sortie|départ|retrait)\\s(?:de|du film|d[’'])|" +
    "\\b(?:[Rr]e)?(?:[Vv]oir|[Dd]écouvrir|[Rr]egarder|[Vv]isionner|[Rr]attraper|[Ll]ouer|[Aa]cheter|[Rr]egardez|[Dd]écouvrez|[Rr]evoyez|[Vv]oyez|[Mm]anquez pas|[Rr]atez pas)(?:\\s(?:ou|et)\\s(?:à\\s)?(?:re)?(?:voir|découvrir))?)" +
    "\\s*:?\\s*(?:[#,\\s]|de (?:re)?découvrir|gratuitement|ce|les (?:premiers |derniers |deux )?épisodes de|la saison \\d+ de|la série|la trilogie|la saga|le film|le|son|dès|à|en|VOD|sur|jusqu)*\\s*(?=[\\p{Lu}\\d])(.{1,140})",
  "u",
)

/**
 * The title a sentence is about: quoted, after "le film", the words before "de <Director>", the subject of what leaves or
 * arrives, the object of what is shown, or what is left of a line of a list. Null when it names none.
 */
export function titleIn(sentence: string): string | null {
  const masked = withoutMoments(sentence)
  return (
    quotedTitle(sentence) ??
    afterFilm(masked) ??
    programmeLine(sentence, masked) ??
    beforeDirector(masked) ??
    subject(sentence, masked) ??
    object(masked) ??
    afterOpening(masked) ??
    afterColon(masked)
  )
}

/** The first quotation that reads like a title: a capital or a figure first, and no sentence of its own. */
export function quotedTitle(text: string): string | null {
  if (OTHER_WORK.test(foldInPlace(text))) return null
  for (const [, outer, inner] of text.matchAll(QUOTED)) {
    const quoted = outer ?? inner ?? ""
    if (/^[\p{Lu}\d]/u.test(quoted) && !/[.!?;]\s\p{Lu}/u.test(quoted) && quoted.split(" ").length <= 14)
      return quoted.trim()
  }
  return null
}

function afterFilm(masked: string): string | null {
  const rest =
    /\b(?:[Ll]e|du|[Ll]a|l[’'])\s?(?:célèbre |dernier |premier |nouveau |grand )?(?:film|long[- ]métrage|téléfilm|documentaire|comédie|drame|thriller|western|polar)(?: (?:française?|américaine?|italienne?|britannique|belge|allemande?|espagnole?|policière?|dramatique|romantique|culte|inédite?|noir|muet|à succès|d[’'](?:animation|horreur|aventures?|action)|de (?:science-fiction|guerre)))*\s+(?=[\p{Lu}\d])(.{1,160})/u.exec(
      masked,
    )?.[1]
  return rest ? trimTitle(rest) : null
}

function beforeDirector(masked: string): string | null {
  const whole = opened(masked)
  for (const part of [whole, ...whole.split(/,\s(?=\p{Lu})/u).slice(1)]) {
    const title = withoutDirector(part)
    if (title && !/[.!?:]\s|#/u.test(title) && !isCommon(title)) return trimTitle(title)
  }
  return null
}

/** The words before the last "de <Name>": "Casque d'or de Jacques Becker" names Becker, not "Or de Jacques". */
function withoutDirector(text: string): string | null {
  return new RegExp(`^([\\p{Lu}\\d].{0,110}),?\\s(?:de|d['’])\\s*${NAMES}(?=[\\s.,(]|$)`, "u").exec(text)?.[1] ?? null
}

function subject(sentence: string, masked: string): string | null {
  const match = SUBJECT.exec(masked.replace(/^[#\s,:]+(?=\p{Lu})/u, "")) ?? SUBJECT.exec(sentence)
  const title = match?.[1]
  return title && !title.includes("#") && !isCommon(title) && providersIn(title).length === 0 ? trimTitle(title) : null
}

/** "Sur TF1, à 21h, La Halte, comédie de …": named right after its place and hour, and described. */
function afterOpening(masked: string): string | null {
  const title =
    /^(?:(?:[Ss]ur|[ÀA]|[Dd]ès) )?#+(?:,? (?:(?:sur|à|dès) )?#+)+[,:]? (?=[\p{Lu}\d])([^,#.!?]{1,80}),\s(?:\p{Ll}|de\s)/u.exec(
      masked,
    )?.[1]
  return title && !isCommon(title) && title.split(" ").length <= 8 ? trimTitle(title) : null
}

/** "À voir sur arte.tv jusqu'au 4 avril : La Halte". */
function afterColon(masked: string): string | null {
  const rest = /^[^:]*#[^:]*\s?:\s+(?=[\p{Lu}\d])([^:]{1,120})$/u.exec(masked)?.[1]
  const title = rest ? trimTitle(rest) : null
  return title && !isCommon(title) && title.split(" ").length <= 9 ? title : null
}

function object(masked: string): string | null {
  const rest = OBJECT.exec(masked)?.[1]
  const title = rest ? trimTitle(rest) : null
  return title && !isCommon(title) ? title : null
}

/** "Jeudi 19 novembre — France 3 : <title> – 21.05": what is left of a line of day, channel and hour. */
function programmeLine(sentence: string, masked: string): string | null {
  if (!masked.includes("#") || sentence.length > 260) return null
  if (
    clocksIn(sentence).length === 0 &&
    !/^\d\d\/\d\d\s/u.test(sentence) &&
    !/(?:^|[-–—:,•*·>(]|\ble|\bdès le) ?#+[\s)]*(?:$|[:–—-])|[,(] ?(?:le |sur )?#+/u.test(masked)
  )
    return null
  const parts = opened(masked)
    .split(/#+|\s[–—-]\s|\s?:\s|…|\s?[|•·►→>/]\s?|(?<=#)[()]|\((?=[^)]*#)|,\s(?=#)/u)
    .map((part) => part.replace(/^[\s,:.–—()-]+|^\)|,?(?:\s(?:à|le|sur|dès|vers|ce))?[\s,:–—(-]*$/gu, ""))
    .filter((part) => /[\p{L}\d]{1}/u.test(part) && !isFiller(part))
  const [first, ...others] = parts
  if (!first || !/^[\p{Lu}\d]/u.test(first) || first.length > 110 || CLAUSE.test(foldInPlace(first))) return null
  // "Aussi profond que la mer — 7 mars": alone before its day, a title may begin like a sentence.
  if (isCommon(first) && (others.length > 0 || first.length > 60 || OPENS_SENTENCE.test(first))) return null
  // A title right before its hour or day needs no more proof.
  const leads = new RegExp(`^${RegExp.escape(first)}[\\s,:(–—-]*(?:à\\s|le\\s|sur\\s)?#`, "u").test(masked)
  if (others.some((other) => !isDescription(other) && !(leads && other.length < 60))) return null
  if (OTHER_WORK.test(foldInPlace(first)) || /^(?:Sorti|Diffusé|Réalisé|Tourné|Présenté|Adapté)e?\s[^,]*,/u.test(first))
    return null
  return others.length === 0 && first.length <= 60 ? wholeTitle(first) : trimTitle(first)
}

/** A clause of watching, not a title: "La rediffusion du film est prévue", "Les deux épisodes seront diffusés". */
const CLAUSE =
  /\b(?:est|sont|sera|seront|aura|auront) (?:enfin |aussi )?(?:prevue?s?|(?:re)?diffuse[a-z]*|(?:re)?programme[a-z]*|attendue?s?|propose[a-z]*|disponibles?|a suivre|a voir|lieu|annonce[a-z]*|mise?s?)$|^(?:ne (?:manquez|ratez)|nous|vous|une case|rdv|les cesars)\b/u

const OPENS_SENTENCE =
  /^(?:À|A|Et|Mais|Chaque|Fin de|Expire|Sorti|Réalisé|Tourné|Présenté|Adapté|Après|Avant|Date|Sortie|Disponible|Dispo|Diffusé|Rendez-vous|Retrouvez|Regardez|Découvrez|Dernier|Encore|Plus que|Depuis|Dès|Visible|Replay|(?:Du|Au|Le|Tous les) (?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche))/u

/** Words of a list's line that are no title. */
function isFiller(part: string): boolean {
  return /^(?:à|a|le|la|sur|dès|de|du|vers|en|et|puis|ou|avec|replay.*|durée.*|dispo.*|jusqu.*|films?|cinéma|téléfilm|documentaire(?: de \d+ minutes)?|(?:re)?diffusions?|date de sortie.*|sortie.*|série|magazine|semaine|prog(?:ramme)?|idem|prochaine diffusion|vidéo|à regarder|tv|télé|trois étoiles|fin de disponibilité|bretagne|normandie|occitanie|corse|alsace|ce|soir|à voir|à revoir|à la télé|inédit|en clair|rediffusion|vf|vost.*|\d{1,3}(?: ?(?:min|mn|minutes))?|(?:19|20)\d\d|gratuit.*|replay|sortie|canal \d+|n°\d+)$/iu.test(
    part.trim(),
  )
}

/** What may follow a title in a list: genre, director, cast, year, country; it begins small or names a kind. */
function isDescription(part: string): boolean {
  return /^(?:[\p{Ll}(]|(?:Comédie|Drame|Thriller|Policier|Western|Action|Aventures?|Film|Téléfilm|Documentaire|Science|Fantastique|Animation|Horreur|Biopic|Romance|Guerre|Avec|De|Un|Une|Réal|Durée|VF|VO|Replay|Inédit|Saison|Disponible|Gratuit)\b|\d{4}\b|\p{Lu}[\p{L}'’-]+(?: \p{Lu}[\p{L}'’-]+){1,3}(?:,|$))/u.test(
    part,
  )
}

/** The sentence without page numbers, bullets and what stands before its first word. */
function opened(masked: string): string {
  return masked
    .replace(/^(?:P|pp?|Pages?)\.? ?\d+(?:-\d+)?\s+/u, "")
    .replace(
      /^(?:\(re\)(?:voir|découvrir)|(?:À|A) (?:\(?re\)?)?voir)(?: absolument| ce soir| aussi)? ?:?\s+(?=[\p{Lu}\d#«])/iu,
      "",
    )
    .replace(/^[#\s,:.•*·►→>–—/()-]+(?:(?:à|sur)\s[#\s,:–—/()-]+)*/u, "")
}

/** Days, hours and providers become "#", so that no title is looked for in them. */
function withoutMoments(sentence: string): string {
  const text = sentence.normalize("NFC")
  let masked = text
  // "Netflix perd La Halte le 15 mars": the title stands between the verb and its day.
  const days = mentionsIn(text).map(({ from, at, to, role }) => ({
    from: role === "on" || at - from < 22 ? from : at,
    to,
  }))
  for (const { from, to } of [...days, ...clocksIn(text), ...providersIn(text)])
    masked = masked.slice(0, from) + "#".repeat(to - from) + masked.slice(to)
  return masked
}

const TITLE_ENDS =
  /#|[.!?;](?:\s|$)|\s[–—(|[-]|\s:\s(?=\p{Ll})|,\s(?!(?:(?:le|la|les|pour|ou|et)\s|l[’'])(?!film|long|documentaire|nouveau|nouvelle|dernier|dernière|premier|première|comédie|drame|chef|célèbre|grand))(?=\p{Ll})|,?\s(?:réalisée?|avec|diffusée?s?|disponibles?|proposée?s?|qui|que|est|sera|sont|seront|sur|chez|via|en (?:replay|VOD|streaming|location|clair|exclusivité|intégralité)|à (?:ses|la|l[’']|partir|voir|revoir|compter)|dès|depuis|jusqu[’'\p{L}]*|ce soir|se|pour|gratuitement|quitte\p{L}*|arrive\p{L}*|débarque\p{L}*|a|ont|aura|fera|fait|va|verra|voit|raconte|revient|reviendra|retrace|doit|devrait|pourra|était|étant|sort|sortira|lancée?|sortie?|signée?|inspirée?|adaptée?|tirée?|porté|produit|présentée?|dont|où|de retour|rejoint|passe|dans (?:le|la|les|plus|son|sa|leur)|à (?:son|sa|leur)|reste\p{L}*|n[’']\p{L}+|le #|à #|ICI)(?=[\s#,.]|$)/u
/** "KNIGHT AND DAY Action (2010)": a title in capitals ends where its kind begins. */
const CAPITALS = /^((?:[\p{Lu}\d'’.,!?&:-]+\s+){1,12}?)(?=\p{Lu}\p{Ll}+)/u

/** A title that stands alone in its line: only brackets, credits and what comes with them are cut off. */
function wholeTitle(text: string): string | null {
  const cut = /\s[–—(|[]|,\s(?:de|avec|réalisé|saison|film|un|une)\s|\s(?:avec|réalisée?|saison)\s/u.exec(text)
  const first = cut ? text.slice(0, cut.index) : text
  if (!new RegExp(`[.!?;]\\s|\\s(?:${ACTS})(?!\\p{L})|\\sà ses\\s`, "u").test(`${first} `)) return named(first)
  const trimmed = trimTitle(first)
  return trimmed && !isCommon(trimmed) ? trimmed : null
}

export function trimTitle(text: string): string | null {
  const end = TITLE_ENDS.exec(text)
  return named(end ? text.slice(0, end.index) : text)
}

function named(text: string): string | null {
  const first = text.trim()
  const shouted = CAPITALS.exec(first)?.[1]
  const found = shouted && /\p{Lu}{2}/u.test(shouted) ? shouted : (withoutDirector(first) ?? first)
  const title = found.replace(/[\s,:(–—-]+$/u, "").trim()
  const open = /\s(?:de|du|des|à|au|sur|dans|en|par|pour|avec|et|le|la|les|un|une|chez|ne|qui|que)$/u.test(title)
  return /[\p{L}\d]/u.test(title) && title.length <= 120 && !open && !isFiller(title) ? title : null
}

/** Openings of ordinary sentences, which are no titles. */
function isCommon(text: string): boolean {
  return (
    /^(?:il|elle|ils|elles|on|nous|vous|je|chaque|l'(?:emission|acteur|actrice|animateur|equipe)|les cesars?|ce|cet|cette|ces|cela|ca|c'est|qui|le (?:film|long|documentaire|site|service|catalogue|chef|realisateur|comedien)|la (?:saison|mini|realisatrice|saga|serie|plateforme|chaine|disponibilite|comedie|plate-forme)|les (?:films?|series?|abonnes|huit|deux|trois)|(?:plus de |pres de )?\d+ films|a (?:voir|revoir|decouvrir|partir|ne pas)|et|mais|aussi|un(?:e)? (?:film|comedie|chef)|une|rendez-vous|disponibles?|diffuse|depuis|des|dernier|encore|plus que|derniere|soirees?|films?|programme|series?|enfin|attention|selon|apres|avant|pour|dans|en|sur|lors|apres|si|quand|comme|tout|tous|toutes|voici|voila|notre|nos|votre|son|sa|ses|leurs?|jusqu|visible|retrouvez|regardez|decouvrez|telerama|france|(?:du|au|le) (?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)|[a-z]+ez)\b(?! \p{Lu})/u.test(
      foldInPlace(text),
    ) && !/^(?:Les|Un|Une|On|Des|Le|La|Ce|Elle|Il|Sur|Dans|Tout|Si|Apres|Après|En) \p{Lu}/u.test(text)
  )
}
