import { isIP } from 'node:net'
import { type Refusal, refuse } from '../../core/shared/refusal.ts'
import { mayReach, type Reachable } from '../webhooks/addresses.ts'
import { hostOf } from '../webhooks/target.ts'

const path = '/chat/completions'

/**
 * Where a model is asked, from its address as it was typed. Without TLS it has to lie in a network of the own house that the
 * operator named; a name is looked at when it is connected to, since names of the own house are the rule here.
 *
 * @param written with or without the path of the interface
 * @returns the address in its one spelling, or why not
 */
export function modelTarget(written: string, inside: Reachable): URL | Refusal {
  const url = URL.canParse(written) ? new URL(written) : undefined
  if (url?.protocol !== 'https:' && url?.protocol !== 'http:') return refuse('language-model.not-an-address')
  if (url.username || url.password) return refuse('webhook.with-password')
  if (url.search || url.hash) return refuse('language-model.not-an-address')
  const host = hostOf(url)
  const may = url.protocol === 'https:' ? mayReach(host, inside) : inside.has(host)
  if (isIP(host) !== 0 && !may) return refuse('language-model.not-outside')
  const base = url.pathname.replace(/\/+$/, '')
  return new URL(base.endsWith(path) ? base : base + path, url)
}
