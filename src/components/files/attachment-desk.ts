import { textAt } from '../../protocol/json.ts';
import type { AttachmentItem, AttachmentNotice } from './attachment-item.ts';
import { checkFile, checkSize, type CheckWords } from './check-file.ts';
import type { FileOptions } from './file-options.ts';

/** What a desk needs of the composer that it works for. */
export interface AttachmentDeskHost {
  /** The limits as they are now. */
  readonly options: () => FileOptions;
  readonly words: () => CheckWords;
  readonly show: (items: readonly AttachmentItem[]) => void;
  readonly tell: (notice: AttachmentNotice) => void;
}

let made = 0;

/** Keeps the files of the next message: checks, prepares and uploads them, and gives them out in the order in which they came. */
export class AttachmentDesk {
  readonly #host: AttachmentDeskHost;
  readonly #uploads = new Map<string, AbortController>();
  #items: readonly AttachmentItem[] = [];

  constructor(host: AttachmentDeskHost) {
    this.#host = host;
  }

  /** Attaches what is within the limits, and tells why the rest is not. */
  add(files: readonly File[]): void {
    const words = this.#host.words();
    const options = this.#host.options();
    const refusals: string[] = [];
    const fresh: AttachmentItem[] = [];
    for (const file of files) {
      const count = this.#items.length + fresh.length;
      // A picture that will be made smaller is measured after that.
      const size = options.downscale ? undefined : checkSize(file, options, words);
      const refusal = size ?? checkFile(file, count, options, words);
      if (refusal) refusals.push(refusal);
      else fresh.push({ id: `file-${(made += 1)}`, file, state: 'preparing' });
    }
    const names = fresh.map(({ file }) => file.name).join(', ');
    const heard = fresh.length > 0 ? [words.filesAttached(names)] : [];
    const isRefusal = refusals.length > 0;
    if (isRefusal || fresh.length > 0) {
      this.#host.tell({ text: (isRefusal ? refusals : heard).join(' '), isRefusal });
    }
    this.#change([...this.#items, ...fresh]);
    for (const item of fresh) void this.#begin(item);
  }

  /** Takes a file back; its upload is aborted. */
  remove(id: string): void {
    const gone = this.#find(id);
    if (!gone) return;
    this.#change(this.#items.filter((item) => item !== gone));
    this.#uploads.get(id)?.abort();
    this.#host.tell({ text: this.#host.words().fileRemoved(gone.file.name), isRefusal: false });
  }

  /** Uploads a file again. */
  retry(id: string): void {
    const item = this.#find(id);
    if (item?.state === 'failed') void this.#upload(item);
  }

  /** Gives all files out; the desk is empty then. */
  take(): readonly AttachmentItem[] {
    const taken = this.#items;
    this.#change([]);
    return taken;
  }

  /** Takes files again that were given out and not sent. */
  giveBack(items: readonly AttachmentItem[]): void {
    this.#change([...items, ...this.#items]);
  }

  /** Aborts all uploads; they can be tried again. */
  stop(): void {
    for (const upload of this.#uploads.values()) upload.abort();
  }

  async #begin(item: AttachmentItem): Promise<void> {
    const options = this.#host.options();
    const file = await prepare(item.file, options);
    if (!this.#find(item.id)) return;
    const words = this.#host.words();
    const refusal = file
      ? checkSize(file, options, words)
      : words.fileRefused(item.file.name, 'unreadable', '');
    if (refusal || !file) {
      this.#change(this.#items.filter(({ id }) => id !== item.id));
      this.#host.tell({ text: refusal ?? '', isRefusal: true });
      return;
    }
    await this.#upload({ ...item, file });
  }

  async #upload(item: AttachmentItem): Promise<void> {
    const { upload } = this.#host.options();
    const { id, file } = item;
    if (!upload) return this.#set({ ...item, state: 'ready' });
    const abort = new AbortController();
    this.#uploads.set(id, abort);
    const now = { id, file, state: 'uploading' } as const;
    this.#set(now);
    try {
      const onProgress = (progress: number) => {
        if (this.#find(id)?.state === 'uploading') this.#set({ ...now, progress });
      };
      const part = await upload(file, abort.signal, onProgress);
      this.#set({ id, file, state: 'ready', part });
    } catch (error) {
      const errorText = textAt(error, 'message') || String(error);
      this.#set({ id, file, state: 'failed', errorText });
      if (!abort.signal.aborted) {
        const text = this.#host.words().uploadFailed(file.name, errorText);
        this.#host.tell({ text, isRefusal: true });
      }
    } finally {
      this.#uploads.delete(id);
    }
  }

  #find(id: string): AttachmentItem | undefined {
    return this.#items.find((item) => item.id === id);
  }

  /** Puts an item into its place, unless it was removed meanwhile. */
  #set(next: AttachmentItem): void {
    this.#change(this.#items.map((item) => (item.id === next.id ? next : item)));
  }

  #change(items: readonly AttachmentItem[]): void {
    this.#items = items;
    this.#host.show(items);
  }
}

/** The file as it is to be sent; nothing where it cannot be read, as a folder cannot. */
async function prepare(file: File, options: FileOptions): Promise<File | undefined> {
  if (file.type === '') {
    try {
      await file.slice(0, 1).arrayBuffer();
    } catch {
      return undefined;
    }
  }
  if (!options.downscale) return file;
  const { downscale } = await import('./downscale.ts');
  return downscale(file, options.downscale === true ? {} : options.downscale);
}
