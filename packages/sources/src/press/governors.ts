/** What the words of a sentence are about: ways to watch at home, or something else that has days too. */

interface Span {
  readonly from: number
  readonly to: number
}

/** Words that announce a way to watch. */
const WATCH =
  /\b(?:a (?:re)?(?:voir|decouvrir|savourer|rattraper)|(?:re)?voir (?:ou revoir )?sur|(?:re)?(?:voyez|regardez|decouvrez|visionnez)|disponib[a-z]*|dispo\b|visibles?|accessibles?|visionnables?|(?:re)?diffus[a-z]*|(?:re)?programm(?:e|ee|es|ees|era|eront|ent|ation)\b|(?:re)?propos[a-z]*|replay|rattrapage|[ts]?vod|streaming|en ligne|rendez-vous|attendue?s?|prevue?s?|fixee?|en clair|inedit a la tele[a-z]*|premiere partie de soiree|deuxieme partie de soiree|prime time|quitt[a-z]*|disparai[a-z]*|s'en (?:va|vont|ira|iront)|retir[a-z]*|(?:fait|font|fera|dit) (?:ses |leurs )?adieux?|tire(?:nt|ra)? (?:sa|leur) reverence|expir[a-z]*|(?:re)?(?:arriv|debarqu)(?:e|es|ent|era|eront|ee|ees|er)\b|arrivages?|atterri[a-z]*|s'invit[a-z]*|rejoin[a-z]+|revien[a-z]*|de retour|sort(?:ira|iront|ie|ent)? (?:directement )?sur|(?:a|en) (?:la )?(?:location|demande|telechargement|achat)|a l'achat|louer|acheter|regarder|visionner|derniers? jours?|derniere chance|plus que|encore|ajout[a-z]*|accueill[a-z]*|passe(?:ra)? (?:a la tele|sur)|abonnes?|l'antenne|a ne pas (?:manquer|rater)|ce soir a la tele|a la tele(?:vision)?|sur petit ecran)\b/gu
/** Words whose days are no days to watch anything at home. */
const ELSEWHERE =
  /\b(?:(?:le|la|les|un|ce) (?:blu-?rays?|dvds?|steelbook|coffrets?|edition)(?: (?!vod|replay)[a-z0-9'-]+){0,5} (?:est|sont|sera|seront) (?:[a-z]+ )?(?:disponibles?|attendue?s?|prevue?s?|proposee?s?)|blu-?rays?|dvds?|steelbook|coffrets?|vhs|support physique|edition (?:collector|limitee|physique)|(?:en|dans les) salles?|salles obscures|au cinema|aux cinemas|dans les cinemas|sur grand ecran|sort(?:i|ie|is|ies|ira)? (?:au|en|dans|nationale|cinema|mondiale)|sorti(?:e|s|es)? (?:le|en|initialement)|a l'affiche|proje(?:te|tee|tes|tees|tera|ction|ctions)|seances?|conferences?|rencontres?|debats?|table ronde|theatre|musee|en magasins?|dans les bacs|en kiosque|en rayons?|precommand[a-z]*|billetterie|inscriptions?|mediatheque|bibliotheque|avant-premieres?|festival|croisette|presente(?:e|s|es)? (?:le|au|a|en)|a (?:cannes|venise|deauville|berlin)|oscars?|cesars?|competition|ceremonie|palmares|concours|expositions?|concerts?|matchs?|ateliers?|spectacle|vernissage|inaugur[a-z]*|jeu concours|nee? (?:le|a|en)|mort(?:e|s)? (?:le|en|a)|decede[a-z]*|disparus? (?:le|en) \d|deces|obseques|enterr[a-z]*|hommage national|tourn(?:e|ee|es|age|era|eront)|ecrit|fonde[a-z]*|anniversaire|publie[a-z]*|parution|parait(?:ra)?|librairie|livre|album|bande originale|bande-annonce|trailer|teaser|premieres images|annonc[a-z]*|devoil(?:e|ee|es)|demission[a-z]*|accord|contrat|signe[a-z]*|proces|tribunal|election[a-z]*|greve|manifest[a-z]*|(?<!\bdiffusion[a-z' ]{0,30})(?:(?:aura|auront|avait|a eu) lieu|se (?:tiendra|tiennent|tient|deroulera?|deroulent)))\b/gu

/** Sentences that state no way to watch one film whatever their words: rules, prices of subscriptions, figures. */
const NOT_A_FILM: readonly RegExp[] = [
  /\bchronologie des medias\b|\bmois (?:apres|suivant) (?:la |leur |sa )?(?:sortie|exploitation|date)|\bfenetre d'exploitation\b|\bdelai\b.*\bmois\b/u,
  /\b(?:abonnements?|formules?|forfaits?|offres?|tarifs?|prix d[eu]s?)\b.*\b(?:passe(?:nt|ra|ront)? (?:de|a)|augment[a-z]*|hausse|baiss[a-z]*|coute[a-z]*|factur[a-z]*|mensuel[a-z]*|par mois|resili[a-z]*)|(?:par|\/|le) ?mois\b|\baugment(?:e|ent|era) (?:ses|le|les) (?:prix|tarifs?)/u,
  /^(?!.*\bdiffuse.*\d ?h).*\b(?:box-?office\b|\bmillions? d'entrees\b|\bd'entrees\b|\bparts? d'audience\b|\bparts? de marche\b|\bmillions? de (?:tele)?spectateurs\b|\b(?:recettes|recolte)\b.*\bdollars\b)/u,
  /\b(?:lancement|fermeture|arrivee|ouverture) (?:officiel(?:le)? )?(?:de |du |d')?(?:la |sa |cette |une )?(?:future |nouvelle |nouveau )?(?:plate-?forme|service|chaine|offre)\b|\b(?:la |cette |une |le |ce )(?:nouvelle |nouveau |future? )?(?:plate-?forme|chaine|service)(?: [^.;:]{0,90})? (?:sera (?:lancee?|disponible|accessible)|ferme(?:ra)?|est lancee|verra le jour|ouvre(?:ra)?|cesse(?:ra)?|debarque(?:ra)?|arrive(?:ra)?)\b/u,
  /\ben direct\b|\bretransmi|\ba suivre (?:en|sur|ce|cette|des|le|a partir|d[ue]|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)\b|\b(?:le|du|un|ce|les|des|au|aux) matchs?\b(?! point)/u,
  /^(?:[^,]{0,40}, )?(?:la|les|cette) (?:\d+e(?:me)? )?(?:grande? |prestigieuse )?(?:ceremonies?|cesars?|oscars?|soiree electorale|demi-finales?|finales?|edition \d+)\b|\bceremonie (?:d'ouverture|de cloture|des cesars?|des oscars?|des molieres) (?:sera|est)\b|^(?:l[ea] |l')?(?:[a-z-]+ ){0,3}[a-z]*festival\b(?!.*["«])/u,
  /\b(?:mois|semaines?|jours?) (?:gratuite?s?|offerte?s?)\b|\bnouveaux (?:abonnes|clients)\b|\bessais? gratuit|\bcodes? promo|\blance[a-z]* une promotion\b|\b\d+ ?% de (?:reduction|remise)/u,
  /\binvitee?s? (?:de|du|d')|^l'emission\b|^(?:la |une |cette )?(?:premiere |nouvelle )?bande-annonce\b/u,
  /\b(?:les|des|ses|toutes les) chaines (?:[^.;:,]{0,50} )?(?:en clair|gratuite?s?|gratuitement|offertes?)\b/u,
  /\bfete (?:ses|les) \d+ ans\b|\b\d+ ans (?:apres|deja|jour pour jour)\b|\bce jour-la\b|\banniversaire de\b/u,
]

/** An event of several films: it counts only where one film is named besides. */
const EVENT =
  /\b(?:[a-z]*festival|consacr(?:e|era|ent)|rend(?:ra)? hommage|met(?:tra|tent)? a l'honneur|retrospective|cycle|marathon|nuit du|chaque (?:soir|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)|tous les (?:soirs|jours|lundis|mardis|mercredis|jeudis|vendredis|samedis|dimanches)|du lundi au [a-z]+di(?! \\d)|programmation speciale|thema|journee|^(?:[a-z]+ : )?(?:le |les |nos |notre )?(?:grille|programmes?(?! (?:ce|cette|sur|demain|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|le \d|a \d|en premiere|en prime))|semaine|sorties|nouveautes|selection|calendrier)\b)\b/u

/** When the page came out, which is no day to watch anything. */
const DATELINE =
  /^(?:article )?(?:publie|poste|mise? (?:a jour|en ligne)|modifie|actualise|ecrit|redige|par [a-z' -]{3,60}[,|-]? (?:publie |mis a jour )?(?:le|-|\|))e?s?,? (?:par [^,]{0,40},? )?(?:le|a|:|\d)|^par [^,.:]{3,40}[,|-] .{0,30}\d{4}/u

export function isNoStatement(folded: string): boolean {
  return DATELINE.test(folded) || NOT_A_FILM.some((pattern) => pattern.test(folded))
}

export function isEvent(folded: string): boolean {
  return EVENT.test(folded)
}

/** What governs a place in a sentence: the nearest such words of its clause, else the last before it. */
export interface Governors {
  readonly watches: boolean
  readonly elsewhere: boolean
  governs(span: Span): "watch" | "elsewhere" | "nothing"
}

/** `places` are the providers said as places to watch: they govern too. */
export function governorsOf(sentence: string, places: readonly Span[]): Governors {
  const folded = withMediaJoined(sentence)
  const spans = (pattern: RegExp) =>
    [...folded.matchAll(pattern)].map((match) => ({ from: match.index, to: match.index + match[0].length }))
  const watch = [...spans(WATCH), ...places].map((span) => ({ ...span, is: "watch" as const }))
  const elsewhere = spans(ELSEWHERE).map((span) => ({ ...span, is: "elsewhere" as const }))
  const cuts = cutsIn(folded)
  const all = [...watch, ...elsewhere].sort((a, b) => a.from - b.from)
  return {
    watches: watch.length > 0,
    elsewhere: elsewhere.length > 0,
    governs(span) {
      const clause = clauseAround(cuts, span, folded.length)
      const inside = all.filter(({ from, to }) => from >= clause.from && to <= clause.to)
      // As near, other things win: a day too few is better than one invented.
      const tie = ({ is }: { is: string }) => (is === "elsewhere" ? 1 : 0)
      const away = (one: Span) => Math.max(0, one.from - span.to, span.from - one.to)
      const nearest = inside.reduce<(typeof all)[number] | null>(
        (best, each) => (best === null || away(each) - tie(each) < away(best) - tie(best) ? each : best),
        null,
      )
      const before = all.filter(({ to }) => to <= span.from).at(-1)
      return (nearest ?? before ?? all[0])?.is ?? "nothing"
    },
  }
}

/** "en VOD, DVD et Blu-ray": media joined to VOD are no exclusion, so their names are blanked. */
function withMediaJoined(folded: string): string {
  const medium =
    "(?:en |sur )?(?:[ts]?vod|dvd|blu-?ray|4k(?: ultra hd)?|ultra hd|uhd|steelbook|location|achat|streaming|video a la demande)"
  return folded.replace(
    new RegExp(`\\b${medium}(?:(?:, | et | ou |/| & |, et | puis )(?:en |sur )?${medium})+`, "gu"),
    (list) =>
      /vod|location|achat|streaming|demande/u.test(list)
        ? list.replace(/(?:dvd|blu-?ray|steelbook)s?/gu, (name) => "#".repeat(name.length))
        : list,
  )
}

/** Where clauses end: semicolons, colons, brackets, dashes, and the commas that a date or an hour does not need. */
function cutsIn(folded: string): Span[] {
  const comma =
    ",(?= (?:le|la|les|il|elle|puis|avant|apres|mais|et|en|au|aux|date|sort[a-z]*|il|ce|cette|qui|presente|disponible)\\b)"
  return [...folded.matchAll(new RegExp(`[;:()–]| - |${comma}`, "gu"))].map((match) => ({
    from: match.index,
    to: match.index + match[0].length,
  }))
}

function clauseAround(cuts: readonly Span[], { from, to }: Span, length: number): Span {
  const before = cuts.filter((cut) => cut.to <= from).at(-1)
  return { from: before?.to ?? 0, to: cuts.find((cut) => cut.from >= to)?.from ?? length }
}
