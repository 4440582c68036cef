/** Reads and writes one database, which opens with the first call. */
export interface ChatDatabase {
  /** Reads. */
  readonly read: <Result>(ask: (store: IDBObjectStore) => IDBRequest<Result>) => Promise<Result>;
  /** Writes in one transaction, which is whole even where the page goes away at once. */
  readonly write: (change: (store: IDBObjectStore) => void) => Promise<void>;
  /** Puts in place of a value what is made of it, in one transaction; undefined leaves it as it is. Answers with what was put. */
  readonly update: <Value>(
    key: IDBValidKey,
    make: (value: Value | undefined) => Value | undefined,
  ) => Promise<Value | undefined>;
}

const storeName = 'chats';

/** Opens a database when it is needed. */
export function chatDatabase(name: string): ChatDatabase {
  let opened: IDBDatabase | undefined;
  let opening: Promise<IDBDatabase> | undefined;
  return {
    async read(ask) {
      const db = await open();
      return resultOf(ask(db.transaction(storeName).objectStore(storeName)));
    },
    async write(change) {
      // A page that goes away has no time to wait: what is open is written to at once.
      const transaction = (opened ?? (await open())).transaction(storeName, 'readwrite');
      const written = completed(transaction);
      change(transaction.objectStore(storeName));
      transaction.commit();
      await written;
    },
    async update<Value>(key: IDBValidKey, make: (value: Value | undefined) => Value | undefined) {
      const transaction = (await open()).transaction(storeName, 'readwrite');
      const written = completed(transaction);
      const store = transaction.objectStore(storeName);
      const asked = store.get(key) as IDBRequest<Value | undefined>;
      let made: Value | undefined;
      asked.addEventListener('success', () => {
        made = make(asked.result);
        if (made !== undefined) store.put(made, key);
      });
      await written;
      return made;
    },
  };

  function open(): Promise<IDBDatabase> {
    opening ??= openDatabase(name).then(use, (error: unknown) => {
      forget();
      throw error;
    });
    return opening;
  }

  function use(db: IDBDatabase): IDBDatabase {
    opened = db;
    db.addEventListener('close', forget);
    // Another tab wants to change or delete the database, which must not hang on this one.
    db.addEventListener('versionchange', () => {
      db.close();
      forget();
    });
    return db;
  }

  function forget(): void {
    opened = undefined;
    opening = undefined;
  }
}

function openDatabase(name: string): Promise<IDBDatabase> {
  const request = indexedDB.open(name, 1);
  request.addEventListener('upgradeneeded', () => request.result.createObjectStore(storeName));
  return resultOf(request);
}

function resultOf<Result>(request: IDBRequest<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(asError(request.error)));
  });
}

function completed(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.addEventListener('complete', () => resolve());
    transaction.addEventListener('abort', () => reject(asError(transaction.error)));
  });
}

function asError(error: DOMException | null): Error {
  return error ?? new DOMException('The database was closed.', 'AbortError');
}
