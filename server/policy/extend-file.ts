import type { PlainFile } from './read-yaml.ts'

/**
 * A file of a pack laid over the same file of the pack it extends: maps are joined key by key, and a key set to nothing
 * (`~`) is left out. A source, values by day and anything that is no map replace what was there. Each value keeps the
 * place in the file it comes from.
 */
export function extendFile(base: PlainFile, own: PlainFile): PlainFile {
  return {
    value: joined(base.value, own.value),
    at: (path, text) => (own.has(path) || !base.has(path) ? own.at(path, text) : base.at(path, text)),
    has: (path) => own.has(path) || base.has(path),
  }
}

function joined(base: unknown, own: unknown): unknown {
  if (!isMap(base) || !isMap(own) || isByDay(own)) return own
  const all = { ...base, ...own }
  const laid = Object.keys(all).map((key) => [key, key === 'source' ? all[key] : joinedAt(key, base, own)] as const)
  return Object.fromEntries(laid.filter(([, value]) => value !== null))
}

type Values = Readonly<Record<string, unknown>>

function joinedAt(key: string, base: Values, own: Values): unknown {
  return key in base && key in own ? joined(base[key], own[key]) : key in own ? own[key] : base[key]
}

function isMap(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isByDay(value: Values): boolean {
  return Object.keys(value).some((key) => /^\d{4}-\d\d-\d\d$/.test(key))
}
