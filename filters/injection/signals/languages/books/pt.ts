/** Portuguese: phrases and words of instructions to a model. */
import type { LanguageBook } from '../book.ts';

export const PT: LanguageBook = {
  code: 'pt',
  script: 'Latin',
  phrases: {
    order: 'verb-first',
    ignore: `
      ignor*, esqueç*, desconsider*, não siga*, não sigas*, descart*, desobede*, não leve em conta*
      deixe de lado*, anule*
    `,
    earlier: `anterior*, prévi*, acima*, todas*, todos*, suas*, tuas*, origina*, demais*, precedente*`,
    orders: `instruç*, orden*, regra*, diretriz*, diretrizes*, comando*, orientaç*, mensage*, diretiva*`,
    conceal: `
      não (diga|conte|mencione|informe|revele)<30>(usuário|utilizador|ninguém)*
      sem (dizer|informar|avisar|contar)<12> (ao |o |)(usuário|utilizador)*
      não mencione (isto|isso|estas instruções)*
    `,
    address: `
      (nota|mensagem|instruç(ão|ões)|atenção) (para|a|à|ao) (a |o |os |qualquer |)(ia|assistente|modelo|agente|chatbot)*
      se (você é|és) (um(a|) |)(ia|assistente|modelo de linguagem|chatbot)*, (agora você é|a partir de agora)*
      (sua|tua) nova (tarefa|missão|instrução)*, caro assistente*, como (assistente|ia)(,|) (você deve|deves)*
      responda (apenas|somente|só) com*
    `,
    show: `mostr*, revel*, diga*, repita*, imprima*, escreva*, envi*, divulgue*, encaminhe*`,
    prompt: `
      prompt do sistema*, instruções do sistema*, mensagem do sistema*, suas instruções*, instruções iniciais*
      senha*, palavra-passe*, chave(s|) (de |da |)api*, credenciais*
    `,
  },
  words: {
    agent: `
      ia, ai, inteligência artificial, inteligências artificiais, assistente, assistentes, modelo de linguagem
      modelos de linguagem, modelo, modelos, chatbot*, bot, bots, robô, robôs, llm, llms, agente, agentes
      agentes de ia, chatgpt, gpt*, copilot, claude, gemini, sistema* (automático*|automatizado*|de ia)
      leitor* automático*, rastreador*
    `,
    hail: `
      car*, prezad*, olá, oi, ei, atenção, @
      (nota|mensagem|aviso|recado|instruç*|ordem|ordens|orientaç*|comunicado|lembrete) (para|a|à|ao|aos|destinad* a|destinad* ao|dirigid* a) (a|o|os|as|qualquer|todo*|)
      (nota|mensagem|aviso|recado|instrução) (para|ao|à|aos|a), aviso de serviço (ao|à|a), somente para, apenas para
      exclusivo para, senhor, escuta, ouça
    `,
    toward: `para, a, ao, à, aos, às, para o, para a, para os`,
    address: `
      se (você é|tu és|és|for) (um|uma|) ~ (ia|assistente|modelo*|chatbot*|bot|robô|agente|máquina|inteligência)
      como (ia|assistente|modelo de linguagem|agente) (você|deve*|tem)
      (quem|aquele que|a ti que|você que|tu que) (lê|ler|processa*|resum*|analisa*|lês|escreves) (est*|isto|isso|o|a)
      ao (resumir|processar|analisar|ler) (este|esta) (texto|página|documento|e-mail|mensagem|arquivo)
      quando (resumir*|processar*|responder*|ler*) ~ (est*|isto|ao)
      (humanos|pessoas|leitores humanos) podem (ignorar|pular|saltar), não (é|se destina) (para|a) (humanos|pessoas)
    `,
    ignore: `
      ignor*, esque*, desconsider*, não siga*, não obede*, descart*, desobede*, não leve em conta
      deix* de (lado|seguir|fora), anul*, abandon*, desprez*, não cumpra*, não respeit*, contrari*, pule*, apague*
      cancel*
    `,
    earlier: `
      anterior*, prévi*, acima, todas, todos, tudo, suas, seus, tuas, teus, origina*, demais, precedente*, antes
      recebid*, dad*, inicia*, até agora, do sistema, desenvolvedor*, programador*, em contrário
    `,
    orders: `
      instruç*, instruc*, ordem, ordens, regra*, diretriz*, comando*, orientaç*, mensage*, diretiva*, prompt*
      restriç*, limitaç*, política*, norma*, configuraç*, tarefa*, manual, indicaç*
    `,
    lapsed: `
      (já|) não (vale*|valem|se aplica*|conta*|está* em vigor|são válid*|é válid*) (mais|)
      não (vale|valem|está|estão|se aplica|se aplicam|são|é) mais
      (foi|foram|está|estão|fica|ficam|são) (anulad*|revogad*|substituíd*|cancelad*|suspens*|ultrapassad*|obsolet*|sem efeito|caducad*)
      sem (efeito|validade|valor), perd* (a|) validade, caducou, caducaram
    `,
    override: `
      (o que|tudo o que|tudo que) ~ (lhe disseram|te disseram|foi dito|mandaram|lhe foi|te foi|disseram|você recebeu)
      fim (do documento|do prompt|do texto|das instruções), (nova|novas|novo) (sessão|instruç*|tarefa)
      mensagem (do|de) (sistema|administra*|desenvolvedor*)
      (instruç*|ordem|ordens|diretriz*) (do|da|de) (sistema|administra*|desenvolvedor*|direção)
      modo (desenvolvedor|programador|administrador|manutenção|depuração|deus)
      (você|já|tu) não ~ (sujeit*|preso|limitad*|obrigad*), (tem|têm) (prioridade|precedência) sobre, em vez disso
      em vez de (resumir|responder|traduzir), ao invés de (resumir|responder), par* de (resumir|traduzir|fazer)
      interromp* (a análise|o resumo|a tarefa)
    `,
    user: `usuári*, utilizador*, cliente*, leitor*, human*, pesso*, ninguém, destinatári*`,
    hide: `
      não (lhe|) (diga*|conte*|mencione*|informe*|revele*|avise*|comunique*|deixe*|alerte*|notifique*|fale*)
      sem (dizer|informar|avisar|contar|mencionar|notificar|que), escond*, ocult*
      não (deve|pode|precisa) (saber|perceber|notar|ver), sem o conhecimento
    `,
    conceal: `
      não (mencione*|diga*|explique*|revele*) (isto|isso|est*|nada|de onde|que|o)
      sem (mencionar|dizer|avisar|perguntar|confirmar|confirmação|pedir confirmação|deixar rasto*|deixar rastro*|alarde)
      em (silêncio|segredo|segundo plano), discretamente, secretamente, às escondidas, como se (nada|não)
      fin* que não, faça de conta que não, não o diz, não comente*
    `,
    send: `
      envi*, mand*, encaminh*, reencaminh*, transmit*, anex*, copi*, compartilh*, partilh*, public*, acrescent*
      adicion*, inclu*, carreg*, suba, exfiltr*, repass*, export*, post*
    `,
    data: `
      e-mail*, email*, mensage*, conversa*, histórico, dados, contato*, contacto*, arquivo*, ficheiro*, documento*
      senha*, palavra*-passe, credencia*, chave*, token*, caixa, conteúdo*, agenda, anexo*, segredo*, calendário
      lista de clientes, cookies
    `,
    ask: `peça*, pede*, pedir, solicit*, pergunt*, exij*, exig*, diga-me, dê-me, obtenha*, obtém, faça com que`,
    secret: `
      senha*, palavra*-passe, cartão*, número* (do|de|da) (cartão|conta|cpf|identidade|documento)
      código* de (verificação|segurança|acesso), cpf, nif, iban, pin, cvv, credencia*
      dados (bancários|pessoais|de acesso|do cartão), conta bancária, passaporte, chave pix
    `,
    show: `mostr*, revel*, diga*, repit*, imprim*, escrev*, divulg*, exib*, cit*, copi*, list*, forneç*, expo*, traduz*, dê`,
    prompt: `
      prompt (do|de) sistema, system prompt
      instruções (do sistema|de sistema|iniciais|internas|originais|ocultas|secretas), mensagem (do|de) sistema
      (suas|tuas|as suas) (instruções|regras|diretrizes|orientações), (seu|teu) (prompt|texto inicial)
      sua configuração
    `,
    act: `
      transfir*, transfer*, pagu*, pag*, aprov*, exclu*, apag*, elimin*, delet*, conced*, execut*, instal*, abr*
      visit*, cliqu*, clica*, baix*, descarreg*, compr*, reserv*, cancel*, alter*, mud*, guard*, salv*, lembr*
      memoriz*, confirm*, aceit*, encomend*, cri*, desativ*, cham*, convid*, assin*, autoriz*, respond*, diga*
      escrev*, traduz*, faça*, faz, mostr*, expliqu*, procur*, fal*, cont*, use*, marqu*, rode
    `,
    answer: `
      respond* (apenas|somente|só|sempre|unicamente|exclusivamente|com|em|daqui)
      (sua|tua|cada|a|toda*) resposta* ~ (deve*|com|tem|comec*|termin*)
      (comec*|termin*|inici*|acab*|finaliz*|conclu*) ~ (resposta*|resum*)
      (na|no|ao final da|no fim da|no início da|em) (sua|seu|tua|teu|cada|toda) (resposta*|resum*)
      antes de (responder|resumir|continuar|prosseguir), (como|o) próximo passo
      (resum*|descrev*|avali*|classifi*|apresent*) ~ (positiv*|elogi*|como|apenas|com|favorá*)
      recomend* ~ (apenas|sempre|como|em primeiro|fortemente|somente), (coloqu*|ponha*|põe) ~ (primeir*|topo)
      (diga*|afirme*|declare*|informe*|assegur*) ~ que
      (a partir de agora|de agora em diante|daqui em diante|daqui para a frente|doravante), não resuma*
      sem (desculpas|avisos), (adicion*|acrescent*|insir*|inclu*) ~ (link|imagem|frase|sua resposta|resumo), invent*
      omit*
    `,
    persona: `
      (agora|a partir de agora) (você é|és|tu és|você será), você agora é
      (aja|age|atue|atua|comporte-se|comporta-te|responda) (como|tal)
      (finja|finge|simul*|imagin*|suponha|faça de conta) (que|ser|um*)
      (assum*|adot*|interpret*|encarn*) ~ (papel|personagem|personalidade|identidade), vamos (jogar|brincar)
      sem (restriç*|limit*|filtro*|censura|regras|qualquer restrição)
      (não tem|não tens|não possui) (restriç*|limit*|filtro*|regras), dan, faça-se passar por, passe-se por
      modo desenvolvedor, jailbreak, está livre
    `,
  },
};
