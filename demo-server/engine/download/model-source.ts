import { StartError } from '../../shared/start-error.ts';

/** Where a model comes from. */
export type ModelSource =
  /** A repository of the hub: the file that the hub names for a quantisation, or a certain file. */
  | {
      readonly kind: 'hub';
      readonly owner: string;
      readonly repository: string;
      readonly revision: string;
      readonly tag?: string;
      readonly file?: string;
    }
  | { readonly kind: 'url'; readonly url: URL };

const hubHosts = /^(?:www\.)?(?:huggingface\.co|hf\.co)$/;

/** Says whether a `--model` value is to be fetched from the network rather than read from the disk. */
export function isRemoteModel(model: string): boolean {
  return /^(?:(?:hf|huggingface):|https?:\/\/|(?:hf|huggingface)\.co\/)/i.test(model);
}

/**
 * Reads `hf:owner/repository:quant`, `hf:owner/repository/file.gguf`, the same with `hf.co/` or `huggingface:` before it, an
 * address of the hub, and any other URL. Throws a `StartError`.
 */
export function parseModelSource(model: string): ModelSource {
  const path = /^(?:(?:hf|huggingface):(?:\/\/)?|(?:hf|huggingface)\.co\/)(.+)$/i.exec(model)?.[1];
  if (path !== undefined) return hubSource(path, model);
  const url = URL.canParse(model) ? new URL(model) : undefined;
  if (!url) throw badName(model);
  if (!hubHosts.test(url.hostname)) return { kind: 'url', url };
  const [owner, repository, call, revision, ...file] = url.pathname
    .split('/')
    .slice(1)
    .map((part) => decodeURIComponent(part));
  if (/^(?:resolve|blob|raw)$/.test(call ?? '') && revision !== undefined && file.length > 0) {
    return hubSource(`${owner}/${repository}/${file.join('/')}#${revision}`, model);
  }
  if (call !== undefined && call !== '') throw badName(model);
  return hubSource(`${owner}/${repository}`, model);
}

/** The name of a model's file on this disk, without its ending, the same for the same source. */
export function localName(source: ModelSource): string {
  if (source.kind === 'url') {
    const { host, pathname } = source.url;
    return plain(`${host}${pathname}`.replace(/\.gguf$/i, ''));
  }
  const { owner, repository, revision, tag = '', file = '' } = source;
  const parts = [owner, repository, revision === 'main' ? '' : revision, tag, file];
  const name = parts.filter((part) => part !== '').join('_');
  return plain(`hf_${name.replace(/\.gguf$/i, '')}`);
}

function hubSource(text: string, model: string): ModelSource {
  const [path = '', revision = 'main'] = text.replace(/\/+$/, '').split('#');
  const [owner = '', name = '', ...folders] = path.split('/');
  const [repository = '', tag] = folders.length > 0 ? [name] : name.split(':');
  if (!isName(owner) || !isName(repository) || (tag !== undefined && !isName(tag)))
    throw badName(model);
  const base = { kind: 'hub', owner, repository, revision } as const;
  if (folders.length === 0) return { ...base, tag: tag ?? 'latest' };
  if (!/\.gguf$/i.test(path) || folders.includes('..')) throw badName(model);
  return { ...base, file: folders.join('/') };
}

function isName(part: string): boolean {
  return /^[\w.-]+$/.test(part) && !/^\.+$/.test(part);
}

function plain(name: string): string {
  return name.replaceAll(/[^\w.-]+/g, '_').replaceAll('..', '_');
}

function badName(model: string): StartError {
  return new StartError(
    `${model} names no model. Give --model hf:owner/repository:quant, the address of a .gguf file, or a file.`,
  );
}
