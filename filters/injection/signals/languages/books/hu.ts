/** Hungarian: words of instructions to a model. */
import type { LanguageBook } from '../book.ts';

export const HU: LanguageBook = {
  code: 'hu',
  script: 'Latin',
  ordersBeginAnywhere: true,
  words: {
    agent: `
      mi, ai, mesterséges intelligenci*, asszisztens*, nyelvi modell*, modell, modellek*, chatbot*, csevegőrobot*, bot
      botok*, ágens*, ügynök*, llm*, chatgpt, gpt*, copilot, claude, gemini, robot*
    `,
    hail: `kedves, tisztelt, szia, figyelem, hé, @, üzenet*, megjegyzés*, utasítás*, részére, számára, csak, halld`,
    toward: `részére, számára, minden`,
    address: `
      ha (te|ön) ~ (mi|mesterséges|asszisztens|nyelvi modell|chatbot|bot)*
      (aki|amely|ami) ~ (olvassa|feldolgozza|összefoglalja) ~, (az emberek|emberi olvasók) ~ átugorhat*
    `,
    ignore: `
      hagyd figyelmen kívül*, hagyja figyelmen kívül*, felejtsd el*, felejtse el*, ne kövesd*, ne kövesse*
      ne tartsd be*, mellőzd*, töröld*, szegd meg*, vesd el*, ne vedd figyelembe*
    `,
    earlier: `előző*, korábbi*, fenti*, összes*, minden*, eddigi*, eredeti*, kapott*, saját*`,
    orders: `utasítás*, szabály*, parancs*, irányelv*, prompt*, korlátozás*, feladat*, előírás*, beállítás*, rendelkezés*`,
    lapsed: `
      nem érvényes*, érvényét (vesztett*|veszti*), hatályát veszt*, már nem (érvényes|él)*, törölve*, visszavonva*
      felülírja*, lejárt*, hatálytalan*
    `,
    override: `
      (amit|mindaz amit) ~ (mondtak|mondott|utasított)*, (a dokumentum|dokumentum|a prompt) vége
      új (munkamenet|utasítás*|feladat*|parancs*), rendszerüzenet*
      (rendszergazda|adminisztrátor|fejlesztő)* ~ (utasítás|üzenet|parancs)*
      (fejlesztői|karbantartási|rendszergazdai) mód*, (összefoglalás*|válasz*|fordítás*) helyett, ehelyett
    `,
    user: `felhasználó*, ügyf*, olvasó*, ember*, senki*`,
    hide: `
      ne (mondd|említsd|áruld|szólj|közöld|kérdezd|tájékoztasd|jelezd)*, tudta nélkül, titkold*, rejtsd*, hallgasd el*
      ne (tudja|vegye észre)*, anélkül hogy
    `,
    conceal: `
      ne említsd*, (megerősítés|kérdés|figyelmeztetés|említés) nélkül, titokban, csendben, észrevétlenül, a háttérben
      tégy úgy mintha
    `,
    send: `küldd*, küldj*, továbbítsd*, töltsd fel*, csatold*, másold*, oszd meg*, tedd közzé*, add hozzá*`,
    data: `
      e-mail*, levele*, üzenet*, beszélgetés*, előzmény*, adat*, névjegy*, kapcsolat*, fájl*, dokumentum*, jelszó*
      jelszav*, kulcs*, token*, postafiók*, tartalm*, mellékle*
    `,
    ask: `kérd*, kérj*, kérdezd*, szerezd*, követeld*`,
    secret: `
      jelszó*, jelszav*, bankkártya*, kártyaszám*, számlaszám*, pin-kód*, pin, cvv, ellenőrző kód*, személyi*
      belépési*
    `,
    show: `mutasd*, fedd fel*, ismételd*, írd*, nyomtasd*, áruld el*, sorold*, idézd*, add ki*`,
    prompt: `
      rendszerprompt*, rendszerutasítás*, rendszerüzenet*, (saját|eredeti|rejtett|titkos|belső) (utasítás|prompt)*
      utasításaid*, promptod*, szabályaid*
    `,
    act: `
      utald*, utalj*, fizesd*, fizess*, hagyd jóvá*, töröld*, futtasd*, hajtsd végre*, telepítsd*, nyisd*, kattints*
      töltsd*, vásárolj*, foglalj*, mondd le*, módosítsd*, mentsd*, jegyezd*, erősítsd*, fogadd*, rendelj*
      hozd létre*, válaszolj*, mondd*, írj*, fordítsd*, magyarázd*, sorolj*, adj*, állítsd*
    `,
    answer: `
      (csak|kizárólag|mindig) ~ (válaszolj|felelj|írj)*
      (válaszod|minden válasz|válaszát)* ~ (kezdd|zárd|végén|elején)*, (kezdd|zárd|fejezd)* ~ (válasz|összefoglal)*
      mielőtt (válaszol|összefoglal|folytat)*, következő lépés*, ajánld*, (mondd|állítsd|írd)* azt hogy, mostantól
      ezentúl
    `,
    persona: `
      (mostantól te|te most|most te), (viselkedj|cselekedj|válaszolj) ~ (mint|úgy)*, tégy úgy*, képzeld*, játszd*
      szerep*, (korlátozás|szűrő|cenzúra|szabály|korlát)*ok nélkül, korlátok nélkül, dan
    `,
  },
};
