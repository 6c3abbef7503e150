/** Czech: words of instructions to a model. */
import type { LanguageBook } from '../book.ts';

export const CS: LanguageBook = {
  code: 'cs',
  script: 'Latin',
  words: {
    agent: `
      ai, umělá inteligence, umělé inteligence, umělou inteligenci, umělé inteligenci, asistent*, jazykov* model*
      model, modely, modelu, modelům, chatbot*, bot, boti, boty, botům, agent, agenti, agenta, agentům, agentovi, llm
      chatgpt, gpt*, copilot, claude, gemini, robot*, automat*
    `,
    hail: `
      mil*, vážen*, ahoj, pozor, hej, @
      (zpráva|poznámka|instrukce|pokyn*|vzkaz|upozornění|příkaz) (pro|k|) (všechny|každého|), jen pro, pouze pro
      určeno, poslouchej, všem
    `,
    toward: `pro, k, všem, každému`,
    address: `
      (pokud|jestli) jsi (ai|asistent*|jazykov*|chatbot*|bot|model|agent*)
      jako (ai|asistent|jazykový model) (musíš|máš), (kdo|kdokoli) ~ (čte|zpracovává|shrnuje)
      při (shrnování|zpracování|čtení) tohoto, lidé mohou ~ přeskočit
    `,
    ignore: `
      ignoruj*, zapomeň*, nedbej*, neřiď*, přehlížej*, zruš*, odlož*, zahoď*, pomiň*, nedodržuj*, poruš*, obejdi*
      vynech*, neposlouchej*, opusť*
    `,
    earlier: `
      předchozí*, všechn*, veškeré*, výše*, dosavadní*, dřívější*, původní*, své, svoje, tvé, tvoje, předešl*, dosud
      jiné, vše, systémov*
    `,
    orders: `pokyn*, instrukc*, příkaz*, pravid*, prompt*, omezen*, směrnic*, nařízen*, úkol*, nastaven*, zadán*`,
    lapsed: `(už|již) neplatí, neplatí, neplatn*, zrušen*, nahrazen*, pozbýv*, pozbyl*, zastaral*, odvolán*`,
    override: `
      co ti ~ (řekl*|bylo řečeno|nařídil*), konec (dokumentu|promptu|textu|instrukcí)
      nov* (relace|instrukce|pokyn*|úkol), systémová zpráva
      (zpráva|pokyn*|instrukce|příkaz*) (od|) (administrátor*|správce|systému|vývojář*)
      (vývojářský|administrátorský|servisní|ladicí) režim, režim* vývojáře, nejsi ~ (vázán*|omezen*)
      místo (toho|shrnutí|odpovědi|překladu), (má|mají) přednost před, přestaň (shrnovat|překládat)
    `,
    user: `uživatel*, zákazn*, čtenář*, člověk*, lidé, lidem, nikomu, nikdo`,
    hide: `
      ne(říkej|informuj|zmiňuj|prozrazuj|upozorňuj|ptej|sděluj)*, neříkej*, neinformuj*, nezmiňuj*, neprozrazuj*
      bez vědomí, skryj*, zatajit*, zataj*, zamlč*, nesmí ~ (vědět|poznat|zjistit)
      aby ~ (nevěděl|nepoznal|nezjistil)*, neptej*
    `,
    conceal: `
      nezmiňuj* (se|to|tento)*, bez (potvrzení|ptaní|zmínky|upozornění|vědomí), potichu, tajně, nenápadně, na pozadí
      předstírej* že (nic|jsi nic), ani slovo
    `,
    send: `pošl*, odešl*, přepošl*, zašl*, nahraj*, přilož*, připoj*, zkopíruj*, sdílej*, zveřejni*, přidej*, předej*`,
    data: `
      e-mail*, mail*, zpráv*, konverzac*, histori*, data, údaj*, kontakt*, soubor*, dokument*, hesl*, klíč*, token*
      schránk*, obsah*, příloh*, rozhovor*, tajemstv*, chat*
    `,
    ask: `zeptej*, požádej*, vyžádej*, žádej*, popros*, získej*, chtěj`,
    secret: `
      hesl*, číslo (karty|účtu|občanského|pasu), platební* kart*, kreditní* kart*, kartu, karty, pin, cvv
      kód* (z sms|pro ověření), ověřovací kód*, rodné číslo, přihlašovací údaje, iban
    `,
    show: `ukaž*, odhal*, vypiš*, zopakuj*, vytiskni*, napiš*, prozraď*, zobraz*, cituj*, zveřejni*, přelož*`,
    prompt: `
      systémov* (prompt*|instrukc*|pokyn*|zpráv*), (své|svoje|tvé|tvoje) (instrukce|pokyny|pravidla)
      (svůj|tvůj) prompt*, (původní|skryté|interní|tajné) (instrukce|pokyny|prompt)
    `,
    act: `
      převeď*, zaplať*, schval*, smaž*, odstraň*, uděl*, proveď*, spusť*, nainstaluj*, otevři*, navštiv*, klikni*
      stáhni*, kup*, objednej*, rezervuj*, zruš*, změň*, ulož*, zapamatuj*, potvrď*, přijmi*, vytvoř*, vypni*
      zavolej*, pozvi*, podepiš*, odpověz*, řekni*, napiš*, přelož*, vysvětli*, vyjmenuj*, spočítej*, udělej*
      vyprávěj*, nastav*
    `,
    answer: `
      odpov* (jen|pouze|vždy|výhradně|jedině), (tvá|tvoje|každá|každou|svou) odpověď
      (začni|začínej|zakonči|ukonči|končí)* ~ (odpověď*|odpověd*|shrnutí)
      (v|na konci|na začátku) (své|svého|každé|každého) (odpověd*|shrnutí), než (odpovíš|shrneš|budeš pokračovat)
      další* krok*, (doporuč)* ~ (jen|vždy|jako|pouze), (řekni|tvrď|uveď|napiš)* ~ že
      (odteď|od teď|od nynějška|nadále|odtud), vymysli*, (přidej|vlož)* ~ (odkaz|obrázek|větu|odpověd*)
    `,
    persona: `
      (teď jsi|nyní jsi|odteď jsi|jsi teď), (chovej se|jednej|odpovídej|vystupuj) (jako|jak*), předstírej*
      představ* si že, (hraj|zahraj|převezmi|vžij)* ~ rol*, bez (omezení|filtr*|cenzury|pravidel), nemáš žádná*, dan
      vydávej* se za, vývojářský režim
    `,
  },
};
