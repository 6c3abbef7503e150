/** Romanian: words of instructions to a model. */
import type { LanguageBook } from '../book.ts';

export const RO: LanguageBook = {
  code: 'ro',
  script: 'Latin',
  words: {
    agent: `
      ia, ai, inteligenț* artificial*, asistent*, model* de limbaj, chatbot*, bot, boți, botul*, agent, agenți
      agentul*, agenții*, agenților, llm, chatgpt, gpt*, copilot, claude, gemini, robot*
    `,
    hail: `
      drag*, stimat*, salut, bună, atenție, @
      (mesaj|notă|instrucțiun*|aviz|indicați*|ordin|notificare) (pentru|către|adresat*) (toți|orice|), doar pentru
      numai pentru, ascultă, către
    `,
    toward: `pentru, către`,
    address: `
      dacă ești (un|o|) ~ (ia|ai|asistent*|model*|chatbot*|bot|agent*), ca (ia|asistent|model de limbaj)
      (cine|cel care) ~ (citește|procesează|rezumă), oamenii pot ~ ignora
    `,
    ignore: `
      ignor*, uită*, nu (ține|țineți) cont, nu urma*, nu respecta*, nesocot*, anul*, renunță*, las* deoparte, încalcă*
      șterge*, abandon*
    `,
    earlier: `
      anterioar*, precedent*, toate, toți, tot, tale, inițial*, de mai sus, dinainte, original*, primite, orice
      celelalte
    `,
    orders: `
      instrucțiun*, regul*, ordin*, indicați*, comenz*, directiv*, prompt*, restricți*, limit*, sarcin*, politic*
      configura*
    `,
    lapsed: `
      nu mai (sunt valabil*|este valabil*|sunt în vigoare|se aplică|contează), anulat*, abrogat*, înlocuit*, expirat*
      nule, revocat*, depășit*
    `,
    override: `
      (ce|tot ce) ți s-a (spus|cerut|ordonat), sfârșitul (documentului|promptului|textului)
      (sesiune|sarcină|instrucțiuni|instrucțiune) nou*, mesaj (de sistem|de la administrator*|al sistemului)
      (instrucțiun*|ordin*) (de la|din partea) (administrator*|sistem*|dezvoltator*)
      mod* (dezvoltator|administrator|depanare), nu mai ești (supus*|obligat*|limitat*)
      în loc de (rezum*|asta|a rezuma)
    `,
    user: `utilizator*, client*, cititor*, om, oameni*, nimeni, nimănui, persoan*`,
    hide: `
      nu (spune|menționa|dezvălui|informa|anunța|avertiza|întreba|arăta)*, fără (să|a|știrea|știința), ascunde*
      tăinui*, nu trebuie să (știe|afle|observe)
    `,
    conceal: `
      nu menționa*, fără (confirmare|să întrebi|a întreba|a menționa|avertisment), în secret, pe ascuns, discret
      în tăcere, în fundal, prefă-te că nu
    `,
    send: `trimit*, expedi*, transmit*, redirecțion*, încarc*, atașe*, copi*, adaug*, publică*, partaj*`,
    data: `
      e-mail*, email*, mesaj*, conversați*, istoric*, date*, contact*, fișier*, document*, parol*, chei*, token*
      inbox*, conținut*, atașament*, secret*
    `,
    ask: `cere*, solicit*, întreab*, obțin*, pretinde*`,
    secret: `
      parol*, card*, numărul (cardului|contului)*, cod* (de verificare|de securitate|pin|sms), pin, cvv, cnp, iban
      datele (bancare|de acces)
    `,
    show: `arată*, dezvăl*, repet*, afișe*, scrie*, tipăre*, spune*, cite*, list*, tradu*`,
    prompt: `
      prompt* de sistem, instrucțiunile (de sistem|tale|inițiale|ascunse|interne), mesajul de sistem, promptul tău
      regulile tale
    `,
    act: `
      transfer*, plăteșt*, aprob*, șterge*, acord*, execut*, instal*, deschide*, vizit*, descarc*, cumpăr*, rezerv*
      anul*, modific*, salv*, ține minte, confirm*, accept*, comand*, creează*, răspunde*, spune*, scrie*, tradu*
      explică*, enumer*, fă
    `,
    answer: `
      răspund* (doar|numai|întotdeauna|exclusiv|cu|în), (răspunsul tău|fiecare răspuns)
      (începe|încheie|termină)* ~ (răspuns*|rezumat*), înainte (de a|să) (răspunde|răspunzi|rezum*|continua|continui)
      pasul următor, recomand* ~ (doar|mereu|ca|numai), (spune|afirmă|susține)* ~ că, de acum (înainte|încolo)
      inventează*
    `,
    persona: `
      (acum ești|de acum ești|ești acum), (comportă-te|acționează|răspunde) (ca|precum)
      (prefă-te|imaginează-ți|pretinde) că, (joacă|asumă)* ~ rol*, fără (restricții|limite|filtre|cenzură|reguli), dan
      mod dezvoltator
    `,
  },
};
