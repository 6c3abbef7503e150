/** Swedish: words of instructions to a model. */
import type { LanguageBook } from '../book.ts';

export const SV: LanguageBook = {
  code: 'sv',
  script: 'Latin',
  words: {
    agent: `
      ai, ai-assistent*, ai-modell*, ai-agent*, assistent*, språkmodell*, chattbot*, chatbot*, bot, bottar, botar
      agent, agenter, agenten, modell, modellen, llm, chatgpt, gpt*, copilot, claude, gemini, robot*
    `,
    hail: `
      kära, käre, hej, hallå, obs, observera, @
      (meddelande|notering|instruktion*|anvisning*|order|anteckning) (till|för) (alla|varje|den|), endast för
      bara för, till alla, för alla, lyssna, bästa
    `,
    toward: `till, för`,
    address: `
      om du är en ~ (ai*|assistent*|språkmodell*|chattbot*|chatbot*|bot|agent*)
      som (ai|ai-assistent|språkmodell) (måste|ska) du, (den|du) som (läser|bearbetar|sammanfattar) (detta|denna|den)
      när du (sammanfattar|bearbetar|läser|svarar), människor kan ~ (hoppa över|ignorera)
    `,
    ignore: `
      ignorera*, glöm*, bortse*, strunta*, följ inte*, lyd inte*, åsidosätt*, förkasta*, kasta*, lägg * åt sidan
      kringgå*, radera*, upphäv*, bryt*
    `,
    earlier: `
      tidigare, föregående, ovanstående, alla, allt, dina, ditt, ursprungliga, andra, förra, hittills, ovan, samtliga
      systemets
    `,
    orders: `
      instruktion*, anvisning*, regler*, order, kommando*, riktlinj*, prompt*, begränsning*, uppgift*, direktiv*
      inställning*, föreskrift*
    `,
    lapsed: `
      gäller inte (längre|mer), gäller ej längre
      (är|har) (upphävd*|ogiltig*|ersatt*|upphävts|ersatts|återkallad*|inaktuell*|slopad*)
      inte längre (giltig*|gälland*), upphör*, saknar giltighet
    `,
    override: `
      (vad|allt|det) du ~ (blivit tillsagd|fått höra|lärt), slut på (dokumentet|prompten|texten|instruktion*)
      ny* (session|instruktion*|uppgift*), systemmeddelande
      (meddelande|instruktion*|order) från (administratör*|systemet|utvecklar*)
      (utvecklarläge*|administratörsläge*|underhållsläge*|felsökningsläge*), du är inte längre (bunden|begränsad)
      i stället för att (sammanfatta|svara|översätta), sluta (sammanfatta|översätta), har företräde
    `,
    user: `användar*, kund*, läsar*, människ*, ingen, person*, mottagar*`,
    hide: `
      berätta inte*, säg inget*, säg inte*, nämn inte*, informera inte*, avslöja inte*, utan att, dölj*, göm*
      får inte (veta|märka|se), låt inte*, varna inte*, fråga inte*, utan ~ vetskap, förtig*
    `,
    conceal: `
      nämn inte (detta|det|denna), utan (bekräftelse|att fråga|att nämna|att säga|att berätta), i hemlighet, i smyg
      tyst, obemärkt, i bakgrunden, låtsas (som|att) ~ (inget|ingenting|inte), inte ett ord
    `,
    send: `
      skicka*, sänd*, vidarebefordra*, mejla*, maila*, ladda* upp, bifoga*, kopiera*, dela, publicera*, lägg till
      lägg *, överför*
    `,
    data: `
      e-post*, mejl*, mail*, meddelande*, konversation*, historik*, data, uppgifter, kontakt*, fil, filer*, dokument*
      lösenord*, nyckel*, nycklar*, token*, inkorg*, innehåll*, bilag*, hemlig*, chatt*, samtal*, kundlist*
    `,
    ask: `be, fråga*, begär*, kräv*, få`,
    secret: `
      lösenord*, kortnummer*, kreditkort*, kontonummer*, pinkod*, pin-kod*, pin, cvv, personnummer*, bankid
      verifieringskod*, säkerhetskod*, engångskod*, inloggning*, kod, koder
    `,
    show: `visa*, avslöja*, skriv*, upprepa*, ge, berätta*, citera*, återge*, översätt*, lista, dela`,
    prompt: `
      systemprompt*, systeminstruktion*, systemmeddelande*, (dina|din) (instruktion*|prompt*|regler)
      (ursprungliga|dolda|interna|hemliga) (instruktion*|prompt*)
    `,
    act: `
      överför*, betala*, godkänn*, radera*, ta bort, bevilja*, kör, installera*, öppna*, besök*, klicka*, ladda*, köp*
      boka*, avboka*, ändra*, spara*, kom ihåg, bekräfta*, acceptera*, beställ*, skapa*, stäng*, bjud*, signera*
      svara*, säg, skriv*, översätt*, förklara*, räkna*, berätta*, lista*, gör, ge, sätt*, anropa*
    `,
    answer: `
      svara (bara|endast|alltid|enbart|med|på), (ditt|varje|alla) svar ~ (ska|måste|med|börja*)
      (börja|avsluta|inled)* ~ (svar*|sammanfattning*)
      (i|i slutet av|i början av) (ditt|din|varje) (svar*|sammanfattning*)
      innan du (svarar|sammanfattar|fortsätter|går vidare), nästa steg
      rekommendera* ~ (bara|alltid|som|endast|starkt), (säg|påstå|hävda|uppge)* ~ att
      (från och med nu|hädanefter|från nu|fortsättningsvis), sammanfatta inte, hitta på
      (lägg till|infoga)* ~ (länk|bild|mening|svar*)
    `,
    persona: `
      du är (nu|från och med nu), (agera|bete dig|svara|uppträd) som, låtsas (att|vara|som), föreställ dig att du
      (spela|ta|anta)* ~ roll*, utan (begränsning*|filter|censur|regler|spärrar)
      du har inga (begränsning*|regler|filter), dan, utge dig för, utvecklarläge*
    `,
  },
};
