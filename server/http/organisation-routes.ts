import { z } from 'zod'
import { type OrganisationView, organisationReceipt, organisationView } from '../../api/organisation.ts'
import { refusalAnswer } from '../../api/refusal.ts'
import type { OfficeHours } from '../../core/calendar/calendar-shape.ts'
import type { OrganisationCommand } from '../../core/organisation/command.ts'
import { administration, personal } from '../../core/organisation/commands.ts'
import { canonical } from '../../core/shared/canonical.ts'
import { refuse } from '../../core/shared/refusal.ts'
import type { Organisation } from '../directory.ts'
import type { House } from '../house.ts'
import { handleOrganisation } from '../organisation/handle-organisation.ts'
import { sendRefusal } from './refusals.ts'
import { type App, staffOf } from './routes.ts'

const headers = z.object({ 'idempotency-key': z.uuid().optional() })

/** The organisation as its people see it, and a route for each command of its administrators. */
export function organisationRoutes(app: App, house: House): void {
  app.get('/api/organisation', { schema: { response: { 200: organisationView } } }, async (request, reply) => {
    const organisation = await house.directory.now()
    if (!organisation) return sendRefusal(request, reply, refuse('organisation.not-founded'))
    return reply.send(viewOf(organisation, staffOf(request)))
  })
  for (const command of [...administration, ...personal]) addCommand(app, house, command)
}

function addCommand(app: App, house: House, command: OrganisationCommand): void {
  const response = { 200: organisationReceipt, 422: refusalAnswer }
  const schema = { summary: command.summary, tags: ['organisation'], headers, body: command.input, response }
  app.post(organisationPath(command), { schema }, async (request, reply) => {
    const caller = { kind: 'staff', id: staffOf(request) } as const
    const key = request.headers['idempotency-key']
    // Keyed, since a body may hold a password that is easily guessed.
    const bodyHash = house.ring.digest('request-body', `${command.name}\n${canonical(request.body)}`)
    const asked = key === undefined ? {} : { key: { scope: `organisation:${caller.id}`, key, bodyHash } }
    const answer = await handleOrganisation(house, { command, input: request.body, caller, ...asked })
    if ('refusal' in answer) return sendRefusal(request, reply, answer.refusal)
    if (answer.replayed) reply.header('idempotency-replayed', 'true')
    return reply.send(answer.receipt)
  })
}

/** Where a command of the organisation is found. */
export function organisationPath({ name }: Pick<OrganisationCommand, 'name'>): string {
  return `/api/organisation/commands/${name}`
}

/** Log-ins are for those who look after them. */
function viewOf(
  { name, office, packs, messageDays, units, people, qualifications }: Organisation,
  reader: string,
): OrganisationView {
  const seesLogins = people.get(reader)?.posts.some(({ post }) => post === 'security-administrator')
  return {
    name,
    zone: office.zone,
    hours: weekOf(office),
    packs: [...packs],
    messageDays,
    qualifications: qualifications.map(({ person, name: what, until }) => ({
      person,
      name: what,
      ...(until && { until }),
    })),
    units: [...units.values()].map((unit) => ({
      ...unit,
      hours: unit.hours && weekOf(unit.hours),
      worksHolidays: unit.hours?.holidays === 'worked',
    })),
    people: [...people.values()].map(({ posts, lent: _, login, ...person }) => ({
      ...person,
      login: seesLogins ? login : '',
      posts: posts.map((held) => ({ ...held })),
    })),
  }
}

function weekOf({ week }: OfficeHours): OrganisationView['hours'] {
  return week as OrganisationView['hours']
}
