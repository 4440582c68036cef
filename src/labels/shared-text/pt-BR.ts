import type { SharedTextLabels } from '../../shared-text/shared-text-labels.ts';

/** What is said of shared texts, in Brazilian Portuguese. */
export const sharedTextWords: Omit<SharedTextLabels, 'locale'> = {
  textField: 'Texto compartilhado',
  textPeople: 'Neste texto',
  textGuest: 'Convidado',
  textYou: (name) => `${name} (você)`,
  textModel: (name) => `${name} (modelo)`,
  textJoined: (names) => `${names} entrou`,
  textLeft: (names) => `${names} saiu`,
  textProposed: (names) => `Escrito por ${names}, ainda não aceito`,
  textAccept: 'Aceitar',
  textReject: 'Retirar',
  textStop: 'Parar a escrita',
  textUndo: 'Desfazer',
  textRedo: 'Refazer',
  textSaved: 'Salvo',
  textSaving: 'Salvando…',
  textConnecting: 'Conectando…',
  textReconnecting: 'Conexão perdida. Suas alterações estão guardadas. Tentando de novo…',
  textOffline:
    'Você está sem conexão. Suas alterações estão guardadas e seguem quando houver conexão.',
  textReadOnly: 'Você pode ler este texto, mas não alterá-lo.',
  textAsk: 'O que o modelo deve fazer',
  textChangeSelection: 'Alterar a seleção',
  textWriteHere: 'Escrever aqui',
  textVersions: 'Versões guardadas',
  textKeep: 'Guardar esta versão',
  textRestore: 'Restaurar',
  textCompare: 'Comparar com o atual',
  textVersion: (by, time) => `De ${by}, ${time}`,
};
