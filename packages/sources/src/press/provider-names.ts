/**
 * `catch-up` replays a broadcaster's films, `channel` broadcasts them, `pay` broadcasts them and offers them to its
 * subscribers, `service` and `store` are VOD.
 */
export type ProviderRole = "catch-up" | "channel" | "pay" | "service" | "store"

/** Names as the French-speaking press writes them, folded, as patterns; the more telling first ("Canal VOD" before "Canal+"). */
export const NAMES: readonly (readonly [ProviderRole, readonly string[]])[] = [
  [
    "store",
    [
      "canal ?(?:\\+ )?vod|orange vod|vod d'orange|sfr vod|bbox vod|free vod|premiere max|pathe home|viva|videofutur|wuaki(?: tv)?",
      "rakuten(?: tv)?|google play(?: films)?|itunes(?: store)?|apple tv(?! ?(?:\\+|plus)| channels)|microsoft store|amazon video",
      "arte boutique|boutique (?:d')?arte|arte vod|univers ?cine|(?<=sur )filmo|filmo ?tv|la toile|capuseen|vod club|sooner|uncut",
      "cinemas a la demande|la vingt-cinquieme heure|e-cinema|vimeo(?: on demand)?",
    ],
  ],
  [
    "catch-up",
    [
      "france ?[.•·]? ?tv(?! (?:studio|distribution|slash))|france\\.tv slash|pluzz|francetv|la1ere\\.fr|culturebox",
      "arte\\.tv|arte ?\\+7|(?<=plateforme d')arte|(?<=site d')arte|arte replay|arte kino(?! festival)",
      "tf1 ?\\+|mytf1(?: max)?|m6 ?\\+|6play|nrj play|rmc bfm play|auvio|rtlplay|rtl play|play rts|rts play|play suisse",
      "tv5 ?monde ?(?:\\+|plus)|ici tou\\.tv|tou\\.tv|telequebec\\.tv|lcp\\.fr|kto\\.fr|culture prime",
    ],
  ],
  [
    "service",
    [
      "netflix|prime video|amazon prime(?: video)?|disney ?(?:\\+|plus)|hbo max|(?<=sur |chez |de |, |\\()max(?! [a-bd-mo-rt-z])|apple tv ?(?:\\+|plus)",
      "paramount ?(?:\\+|plus)|mycanal|canal ?\\+ series|universal ?\\+|crunchyroll|adn|pass warner|starz(?:play)?|lionsgate ?\\+|peacock",
      "mubi|la ?cinetek|madelen|salto|shadowz|tenk|molotov(?: tv)?|youtube|dailymotion|henri(?= (?:a |propose|la plateforme))|henri(?=,? la plateforme)",
      "pluto tv|samsung tv plus|plex|brut ?x|outbuster|freaks on|spicee|afrostream|cafeyn|noovo|crave|club illico|mediatheque numerique",
      "ocs(?! (?:max|choc|city|geants|pulp))|cine ?\\+ ocs|insomnia|benshi|nowtv|proximus pickx|pickx|voo|salle virtuelle",
    ],
  ],
  [
    "channel",
    [
      "france ?[2-5o](?! (?:cinema|films))|francetelevisions|france televisions(?= (?:diffus|propos|rediffus))",
      "arte(?! (?:france|boutique|editions|video|cinema|kino|magazine))|tf1(?: series films)?(?! (?:studio|films|pub|international))",
      "m6(?! (?:films|video|interactions))|c8|cstar|w9|tmc|tfx|6ter|gulli|nrj ?12|rmc (?:story|decouverte|life)|cherie 25|l'equipe(?! d)",
      "lcp(?:-an)?|public senat|tv5 ?monde|nt1|d8|d17|hd1|numero 23|la 5|la cinquieme|t18|novo19|france info tv|la ?1ere|martinique la 1ere",
      "rtbf|la une|la deux|la trois|tipik|rtl-?tvi|club rtl|plug rtl|ab3|ab4|be 1|be tv|rts (?:un|deux|1|2)|tsr ?[12]?|rougetv",
      "tele-quebec|ici tele|tva(?! )|telefe|kto|tv breizh|medici\\.tv|noovo|unis tv|addiktv|france 24",
    ],
  ],
  [
    "pay",
    [
      "canal ?(?:\\+|plus)(?: (?:cinema|box office|decale|grand ecran|family|docs|premier))?(?! (?:series|films))",
      "cine ?(?:\\+|plus)(?: ?(?:premier|frisson|emotion|famiz|family|club|classic|festival|ocs))?|ocs (?:max|choc|city|geants|pulp)",
      "paris premiere|tcm(?: cinema)?|action(?= a \\d)|13e(?:me)? rue|syfy|warner tv|serie club|teva|comedie ?\\+|polar ?\\+|histoire tv",
      "toute l'histoire|ushuaia tv|planete ?\\+?(?: (?:crime|aventure))?|national geographic|nat geo(?: wild)?|museum tv|mezzo|eurochannel|altice studio",
    ],
  ],
]
