import { authoritiesNeeded } from '../policy/needed-authorities.ts'
import { type PackInForce, packInForce } from '../policy/pack-in-force.ts'
import { pack } from '../policy/pack-shape.ts'

const source = { design: 'for tests' }
const words = (text: string) => ({ zh: text, en: text })
const named = (text: string) => ({ name: words(text), source })
const since = '2020-01-01'
const warn = [
  { at: '75%', tell: ['handler'] },
  { at: '100%', tell: ['handler', 'supervisor'] },
  { after: '24 h', tell: ['director'] },
]
const duty = { duty: words('a duty'), warn, source }

const posts = ['agent', 'specialist', 'supervisor', 'director', 'auditor']
const handlers = ['specialist', 'supervisor', 'director']
const held: Record<string, string[]> = {
  'may-read': posts,
  'may-register': ['agent', ...handlers],
  'may-accept': ['agent', ...handlers],
  'may-classify': ['agent', ...handlers],
  'may-inform': ['agent', ...handlers],
  'may-arbitrate': ['auditor'],
}

/** What a pack's files hold, small enough to know by heart; a test changes a copy of it. */
export const houseFiles = {
  manifest: {
    id: 'house',
    name: words('house'),
    document: 'House rules',
    version: '1.0',
    effective: since,
    about: words('for tests'),
  },
  taxonomy: {
    axes: {
      content: {
        name: words('content'),
        required: true,
        source,
        values: { product: { name: words('product') }, service: { name: words('service') } },
      },
      nature: {
        name: words('nature'),
        required: false,
        source,
        values: { general: { name: words('general') }, repeat: { name: words('repeat') } },
      },
    },
  },
  intake: {
    channels: { phone: named('phone'), web: named('web') },
    conditions: { clear: { text: words('clear'), source }, 'in-scope': { text: words('in scope'), source } },
    asked: { name: { source }, contact: { source }, request: { source } },
  },
  grades: {
    order: [
      { id: 'urgent', name: words('urgent'), when: 'axes.content == "product"', source },
      { id: 'important', name: words('important'), when: 'group_size >= 3', source },
      { id: 'normal', name: words('normal'), source },
    ],
    lowering: { needs_reason: true, source },
  },
  obligations: {
    respond: {
      ...duty,
      starts_on: 'CaseRegistered',
      stops_on: ['ComplaintAcknowledged', 'ComplaintAnswered'],
      allow: { [since]: '24 h' },
    },
    investigate: {
      ...duty,
      starts_on: 'CaseRegistered',
      stops_on: ['InvestigationConcluded'],
      falls_away_on: ['ComplaintAnswered'],
      pause: {
        on: ['InformationRequested'],
        until: ['InformationReceived'],
        while: '"complainant" in awaiting || "third-party" in awaiting',
        source,
      },
      restarts_on: ['NewFactsAccepted'],
      allow: { [since]: '48 h' },
    },
    done: {
      ...duty,
      starts_on: 'CaseRegistered',
      stops_on: ['ComplaintAnswered'],
      extend: [{ to: '10 working days', approve: ['supervisor', 'director'], source }],
      allow: { [since]: '5 working days' },
    },
    'repeat-done': {
      ...duty,
      starts_on: 'CaseRegistered',
      stops_on: ['ComplaintAnswered'],
      only_if: 'axes.nature == "repeat"',
      allow: { [since]: '1 working day' },
    },
    'call-back': {
      ...duty,
      starts_on: 'ComplaintAnswered',
      stops_on: ['CalledBack'],
      stops_if: 'called_back',
      allow: { [since]: '7 days' },
    },
    promise: {
      ...duty,
      starts_on: 'PromiseMade',
      stops_on: ['PromiseKept'],
      falls_away_on: ['PromiseReleased'],
      allow: { [since]: 'as promised' },
      warn: [
        { at: '75%', tell: ['owner'] },
        { at: '100%', tell: ['owner', 'supervisor'] },
      ],
    },
    'task-answer': {
      ...duty,
      starts_on: 'TaskOpened',
      stops_on: ['TaskAnswered'],
      falls_away_on: ['TaskDisputed', 'TaskClosed'],
      allow: { [since]: '4 h' },
    },
    'crisis-report': {
      ...duty,
      starts_on: 'CrisisActed',
      stops_on: ['CrisisReported'],
      allow: { [since]: '24 h' },
    },
  },
  authority: {
    posts: Object.fromEntries(posts.map((post) => [post, named(post)])),
    authorities: Object.fromEntries(authoritiesNeeded().map((one) => [one, { posts: held[one] ?? handlers, source }])),
    money: {
      currency: 'CNY',
      tiers: [
        { post: 'specialist', below: { [since]: 1000 }, source },
        { post: 'supervisor', below: { [since]: 10_000 }, source },
        { post: 'director', below: 'all', source },
      ],
    },
  },
  feedback: {
    channels: { phone: named('phone') },
    survey: {
      dimensions: { attitude: named('attitude'), effect: named('effect') },
      satisfied: 8,
      basically_satisfied: 6,
      source,
    },
    review: { within: '15 days', source },
    rights: [{ text: words('to know'), source }],
  },
  retention: { years: { [since]: 3 }, source },
  targets: {},
}

/** The small pack of the tests, in force since 2020. */
export const houseRules: PackInForce = packInForce(pack.parse(houseFiles), 'a'.repeat(64))
