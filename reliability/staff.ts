/** Somebody signed in: the cookie that a browser would hold, the id by which cases are assigned, the own password. */
export type Person = { readonly id: string; readonly cookie: string; readonly password: string }

export type Staff = { readonly unit: string; readonly of: (post: string) => readonly Person[] }

const administrator = { name: '安全管理员', login: 'security', password: 'Sommer-Regen-71!' }
const firstPassword = 'Winter-Wald-4242'
const posts = ['agent', 'agent', 'specialist', 'specialist', 'supervisor', 'director']

/**
 * Sets an empty product up as its first-run wizard does, over HTTP: the organisation, an administrator, and people with
 * posts who have chosen their own passwords.
 *
 * @throws Error with the refusal, where a step is refused
 */
export async function setUpStaff(url: string): Promise<Staff> {
  const hours = [
    ['09:00', '12:00'],
    ['13:30', '18:00'],
  ]
  const house = { organisation: '崩溃演练', zone: 'Asia/Shanghai', hours, packs: ['enterprise'] }
  await send(url, 'POST', '/api/setup', { ...house, administrator })
  const admin = await signIn(url, administrator.login, administrator.password)
  const organisation = await send(url, 'GET', '/api/organisation', undefined, admin)
  const unit: string = organisation.body.units[0].id
  const people: (Person & { post: string })[] = []
  for (const [index, post] of posts.entries())
    people.push({ post, ...(await addPerson(url, admin, `${post}${index}`, { post, unit })) })
  return { unit, of: (post) => people.filter((person) => person.post === post) }
}

async function addPerson(url: string, admin: string, login: string, held: object): Promise<Person> {
  const given = { name: `演练·${login}`, login, password: firstPassword, posts: [held] }
  const { body } = await send(url, 'POST', '/api/organisation/commands/add-person', given, admin)
  const cookie = await signIn(url, login, firstPassword)
  const password = `Own-${login}-Haus-9`
  await send(url, 'POST', '/api/password', { old: firstPassword, new: password }, cookie)
  return { id: body.id, cookie, password }
}

async function signIn(url: string, login: string, password: string): Promise<string> {
  const { cookie } = await send(url, 'POST', '/api/session', { login, password })
  return cookie
}

async function send(url: string, method: string, path: string, body?: object, cookie = '') {
  const headers = { cookie, ...(body && { 'content-type': 'application/json' }) }
  const answer = await fetch(`${url}${path}`, { method, headers, ...(body && { body: JSON.stringify(body) }) })
  const text = await answer.text()
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`)
  const set = answer.headers.getSetCookie().map((line) => line.split(';')[0])
  return { body: text === '' ? undefined : JSON.parse(text), cookie: set.join('; ') || cookie }
}
