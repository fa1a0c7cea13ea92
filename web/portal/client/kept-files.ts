/** A file that was chosen and is not sent yet. It lies in this browser alone, under a name for the form or the case. */
export type KeptFile = {
  readonly id: number
  readonly of: string
  readonly name: string
  readonly blob: Blob
  /** Where it is sent to, once that was begun. */
  readonly place?: string
}

const [home, shelf] = ['huiyin.portal', 'files']

/** Files that were kept under a name, the oldest first; none where the browser keeps nothing. */
export async function filesKept(of: string): Promise<KeptFile[]> {
  const all = await ask<KeptFile[]>('readonly', (store) => store.getAll()).catch(() => [])
  return all.filter((one) => one.of === of)
}

/** @returns false where the browser keeps nothing: then the plain form sends the file */
export function keepFile(of: string, file: File): Promise<boolean> {
  return ask('readwrite', (store) => store.add({ of, name: file.name, blob: file })).then(
    () => true,
    () => false,
  )
}

export async function changeFile(file: KeptFile): Promise<void> {
  await ask('readwrite', (store) => store.put(file))
}

export async function forgetFile({ id }: Pick<KeptFile, 'id'>): Promise<void> {
  await ask('readwrite', (store) => store.delete(id)).catch(() => undefined)
}

export async function forgetFiles(of?: string): Promise<void> {
  if (of === undefined) await ask('readwrite', (store) => store.clear()).catch(() => undefined)
  else for (const one of await filesKept(of)) await forgetFile(one)
}

async function ask<T>(mode: IDBTransactionMode, what: (store: IDBObjectStore) => IDBRequest): Promise<T> {
  const db = await opened()
  try {
    return (await ended(what(db.transaction(shelf, mode).objectStore(shelf)))) as T
  } finally {
    db.close()
  }
}

function opened(): Promise<IDBDatabase> {
  const request = indexedDB.open(home, 1)
  request.onupgradeneeded = () => request.result.createObjectStore(shelf, { keyPath: 'id', autoIncrement: true })
  return ended(request)
}

function ended<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}
