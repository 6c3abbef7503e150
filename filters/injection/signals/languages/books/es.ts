/** Spanish: phrases and words of instructions to a model. */
import type { LanguageBook } from '../book.ts';

export const ES: LanguageBook = {
  code: 'es',
  script: 'Latin',
  phrases: {
    order: 'verb-first',
    ignore: `
      ignor*, olvid*, descart*, desobede*, no sigas*, no siga*, no hagas caso*, haz caso omiso*, haga caso omiso*
      omite*, omita*, pasa por alto*, anula*
    `,
    earlier: `anterior*, previ*, arriba*, todas*, todos*, original*, tus, sus, precedente*, demás*`,
    orders: `
      instruccion*, orden*, indicacion*, regla*, directriz*, directrices*, directiva*, mensaje*, comando*, pautas*
    `,
    conceal: `
      no (le |)(digas|diga|menciones|mencione|informes|informe|reveles|revele)<30>(usuario|nadie)*
      sin (decirle|decírselo|informar|avisar|que lo sepa)<12> (el |al |)usuario*
      no menciones (esto|estas instrucciones)*
    `,
    address: `
      (nota|mensaje|instrucción|instrucciones|atención) (para|a) (la |el |los |cualquier |)(ia|asistente|modelo|agente|chatbot)*
      si eres (un(a|) |)(ia|asistente|modelo de lenguaje|chatbot)*, ahora eres*, a partir de ahora*
      tu nueva (tarea|misión|instrucción)*, querido asistente*
      como (ia|asistente|modelo de lenguaje)(,|) (debes|tienes)*, responde (solo|únicamente|solamente) con*
    `,
    show: `
      muestra*, muéstrame*, revela*, dime*, repite*, imprime*, escribe*, envía*, enviar*, divulga*, reenvía*
    `,
    prompt: `
      prompt del sistema*, instrucciones del sistema*, mensaje del sistema*, tus instrucciones*
      instrucciones iniciales*, contraseña*, clave(s|) (de |)api*, credenciales*
    `,
  },
  words: {
    agent: `
      ia, ai, inteligencia artificial, asistente*, modelo de lenguaje, modelos de lenguaje, modelo, modelos, chatbot*
      bot, bots, llm, llms, agente, agentes, agente de ia, chatgpt, gpt*, copilot, claude, gemini
      sistema* (automático*|automatizado*|de ia), lector* automático*, rastreador*, robot*, máquina* que, buscador*
    `,
    hail: `
      querid*, hola, oye, eh, atención, @, estimad*
      (nota|mensaje|aviso|recado|instrucci*|orden|órdenes|indicaci*|advertencia|comunicado) (para|a) (la|el|los|las|cualquier|todo*|tu|mi|)
      (nota|mensaje|aviso|instrucci*) (dirigid*|destinad*) (a|al) (la|el|los|las|), dirigido a
      (nota|mensaje|aviso|recado|instrucción) al, solo para, exclusivo para, señor, escucha
    `,
    toward: `para, a, al, para el, para la, a la, a los`,
    address: `
      si (eres|usted es) (un|una|el|la|) (ia|asistente*|modelo*|chatbot*|bot|agente*|máquina|inteligencia)
      como (ia|asistente*|modelo de lenguaje|agente*) (debes|tienes|deberás)
      (quien|el que|la que|los que) (lea|procese|resuma|analice|lee|procesa|resume) (este|esta|esto|el)
      al (resumir|procesar|analizar|leer) (este|esta) (texto|página|documento|correo|mensaje|archivo)
      cuando (resumas|proceses|leas|analices|respondas)
      (las personas|los humanos|los lectores humanos) (pueden|deben|podéis) (ignorar|saltar*|omitir)
      no (es|está) (para|destinado a) (humanos|personas), a ti que (escribes|lees|resumes|procesas)
    `,
    ignore: `
      ignor*, olvid*, descart*, desobede*, no sigas, no siga, no obedez*, no hagas caso, haz caso omiso
      haga caso omiso, hacer caso omiso, omit*, pasa por alto, anul*, desech*, abandon*, prescind*
      deja* de (lado|seguir), desestim*, sáltate, elimin*, contraven*, desatiend*
    `,
    earlier: `
      anterior*, previ*, arriba, todas, todos, todo, original*, tus, sus, tu, precedente*, antes, hasta ahora, demás
      cualquier*, recibid*, dad*, inicial*, del sistema, del desarrollador*
    `,
    orders: `
      instruccion*, instrucción, orden, órdenes, indicacion*, indicación, regla*, directriz, directrices, directiva*
      mensaje*, comando*, pauta*, prompt*, consigna*, restriccion*, restricción, limitacion*, política*, norma*
      configuración, tarea*, lo (dicho|anterior), manual
    `,
    lapsed: `
      ya no (vale*|aplica*|rige*|cuenta*|son válid*|es válid*|están vigente*|está vigente)
      quedan (anulad*|derogad*|sin efecto|obsolet*|canceladas), queda (anulad*|derogad*|sin efecto|obsolet*)
      sin (efecto|validez|vigor), no (tienen|tiene) (validez|vigencia|efecto)
      han sido (reemplazad*|sustituid*|anulad*), ha sido (reemplazad*|sustituid*|anulad*), caducad*, superad*
      obsolet*
    `,
    override: `
      (lo que|todo lo que|cuanto) (te|se te|le) (han|hayan|dij*|ha|había*|ordena*|pid*)
      fin del (documento|prompt|texto|mensaje del sistema)
      (nueva|nuevas) (sesión|instrucción|instrucciones|tarea|orden|órdenes)
      mensaje (del|de) (sistema|administrador*|desarrollador*)
      (instrucción|instrucciones|orden|órdenes) (del|de la) (sistema|administra*|desarrollador*|empresa)
      modo (desarrollador|administrador|mantenimiento|depuración|dios)
      ya no (estás|tienes) ~ (sujet*|restriccion*|límite*|que)
      (tiene|tienen) prioridad sobre (todo*|tus|cualquier*|las), en su lugar (di|escribe|responde|haz|diga|escriba)
      en lugar de (resumir|responder|traducir|eso), deja de (resumir|hacer|traducir), cancela la tarea
    `,
    user: `usuari*, cliente*, lector*, human*, persona*, nadie, dueñ*`,
    hide: `
      no (le|les|lo|se lo|) (digas|diga|cuentes|cuente|menciones|mencione|informes|informe|reveles|revele|avises|avise|notifiques|comuniques)
      sin (decir*|informar*|avisar*|notificar*|mencionar*|contar*|que), ocult*, escond*, oculta*
      no debe (saber|enterarse|notar*|darse), que no (sepa|se entere|note|vea), no alertes, a espaldas
    `,
    conceal: `
      no (menciones|mencione|reveles|expliques) (esto|esta*|este|nada|de dónde|que|el)
      sin (mencionarlo|decirlo|anunciarlo|preguntar|confirmar|confirmación|pedir confirmación|avisar|dejar rastro|pedir permiso)
      en (silencio|secreto), discretamente, en segundo plano, como si (nada|no hubiera*), finge* (no|que no)
      haz como (que|si) no, sin que se note
    `,
    send: `
      enví*, envi*, mand*, reenví*, reenvi*, remit*, transmit*, sube, subir, suba, adjunt*, copia, copie, comparte
      comparta, public*, añad*, agreg*, incluy*, filtra, exfiltr*, traspas*, haz llegar, export*
    `,
    data: `
      correo*, email*, e-mail*, mensaje*, conversaci*, historial*, datos, contact*, archivo*, fichero*, documento*
      contraseña*, clave*, credencial*, token*, bandeja, buzón, información, contenido*, chat, secreto*, calendario
      lista de clientes, cookies
    `,
    ask: `
      pide*, pídele*, pida*, pedir, solicit*, pregunt*, exig*, dime, dame, consigue, obtén, requiere, demanda*
      haz que
    `,
    secret: `
      contraseña*, clave*, tarjeta*, pin, cvv, código* de (verificación|seguridad|acceso|un solo uso), cuenta bancaria
      iban, número* de (tarjeta|cuenta|identi*|seguridad social), dni, documento de identidad, credencial*
      datos (bancarios|personales|de acceso), nif, pasaporte
    `,
    show: `
      muestr*, muéstra*, revel*, dime, repit*, imprim*, escrib*, divulg*, enseñ*, copia, cita, expón, publica, di
      dame, traduce, proporciona
    `,
    prompt: `
      prompt del sistema, prompt de sistema, system prompt
      instrucciones (del sistema|iniciales|internas|originales|ocultas|secretas), mensaje (del|de) sistema
      (tus|sus) (instrucciones|reglas|directrices|indicaciones), (tu|su) (prompt|configuración), tu mensaje inicial
    `,
    act: `
      transfier*, transfer*, pag*, aprueb*, aprob*, elimin*, borr*, conced*, otorg*, ejecut*, instal*, abr*, visit*
      haz clic, pulsa, descarg*, compr*, reserv*, cancel*, cambi*, guard*, recuerda, memoriza, modific*, invit*
      confirm*, acept*, encarg*, autoriz*, desactiv*, cierra, crea, contest*, respond*, di, diga, escrib*, traduc*
      haz, haga, llama, busca, usa, cuenta, explica, dime, habla, limpia, firma, marca
    `,
    answer: `
      (responde*|contesta*) (solo|sólo|únicamente|solamente|siempre|exclusivamente|con|a partir|en)
      (tu|cada|la|toda) respuesta ~ (debe*|con|tiene*|termin*|empiez*)
      (empieza*|comienza*|termina*|acaba*|finaliza*|inicia*) ~ (respuesta*|resumen*)
      (en|al final de|al principio de|al inicio de) (tu|su|cada|toda|la|el) (respuesta*|resumen*)
      antes de (responder|contestar|resumir|continuar|seguir), (como|el) siguiente paso
      (resume|describe|valora|califica|puntúa|evalúa|presenta)* ~ (positiv*|elogi*|como|solo|con|favorable*)
      (recomiend*|recomend*) ~ (solo|siempre|como|en primer|encarecidamente|únicamente)
      (coloca|pon|sitúa|clasifica) ~ (primer*|arriba|cabeza), (di|diga|afirma|afirme|asegura|informa|informe) ~ que
      a partir de (ahora|aquí|este), de ahora en adelante, no resumas, sin (disculpas|advertencias|avisos)
      (añade|agrega|incluye|inserta) ~ (enlace|imagen|frase|texto|tu respuesta|resumen), invent*, omite, esconde
    `,
    persona: `
      (ahora|desde ahora|a partir de ahora) (eres|serás|actúa*)
      (actúa*|compórtate|pórtate|responde) (como|igual que) (si|un*|el|la|dan|)
      (finge*|simula*|imagina*|supón|haz de cuenta) (que|ser|un*|no), métete en ~ papel
      adopta* ~ (papel|rol|personalidad), asume* ~ (papel|rol|identidad), juguemos a, juega ~ rol, interpreta* ~ papel
      sin (restriccion*|límite*|filtro*|censura|reglas|limitacion*|ninguna restricción)
      no tienes (restriccion*|límite*|filtros|reglas), dan, hazte pasar por, modo desarrollador, jailbreak
      eres libre de
    `,
  },
};
