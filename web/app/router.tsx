import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router'
import { inboxSearch } from '../doors/calls.ts'
import { rectificationSearch } from '../improvement/list-search.ts'
import { listSearch } from '../queues/list-search.ts'
import { Lines } from '../ui/skeleton.tsx'
import { Broken, NotFound } from './error-page.tsx'
import { Shell } from './shell.tsx'

const root = createRootRoute({ component: Shell, notFoundComponent: NotFound, errorComponent: Broken })
const at = <P extends string>(path: P, load: () => Promise<{ default: () => React.ReactNode }>) =>
  createRoute({ getParentRoute: () => root, path, component: lazyRouteComponent(load) })

const workbench = at('/', () => import('../desk/workbench.tsx'))
const cases = createRoute({
  getParentRoute: () => root,
  path: '/cases',
  validateSearch: listSearch,
  component: lazyRouteComponent(() => import('../queues/case-list.tsx')),
})
const oneCase = at('/cases/$id', () => import('../case/case-page.tsx'))
const report = at('/cases/$id/report', () => import('../investigation/report-page.tsx'))
const register = at('/register', () => import('../intake/registration.tsx'))
const hotline = at('/hotline', () => import('../intake/hotline.tsx'))
const imports = at('/imports', () => import('../import/imports.tsx'))
const oneImport = at('/imports/$id', () => import('../import/one-import.tsx'))
const rectifications = createRoute({
  getParentRoute: () => root,
  path: '/rectifications',
  validateSearch: rectificationSearch,
  component: lazyRouteComponent(() => import('../improvement/rectifications.tsx')),
})
const oneRectification = at('/rectifications/$id', () => import('../improvement/one-rectification.tsx'))
const radar = at('/radar', () => import('../radar/radar.tsx'))
const inbox = createRoute({
  getParentRoute: () => root,
  path: '/inbox',
  validateSearch: inboxSearch,
  component: lazyRouteComponent(() => import('../doors/inbox.tsx')),
})
const oneMessage = at('/inbox/$id', () => import('../doors/one-message.tsx'))
const packs = at('/packs', () => import('../packs/packs.tsx'))
const onePack = at('/packs/$id', () => import('../packs/pack-page.tsx'))
const revise = at('/packs/$id/revise', () => import('../packs/revise.tsx'))
const revision = at('/revisions/$id', () => import('../packs/revision.tsx'))
const organisation = at('/organisation', () => import('../admin/organisation.tsx'))
const calendars = at('/calendars', () => import('../admin/calendars.tsx'))
const integrations = at('/integrations', () => import('../admin/integrations.tsx'))
const people = at('/people', () => import('../admin/people.tsx'))
const account = at('/account', () => import('../account/account.tsx'))

export const router = createRouter({
  routeTree: root.addChildren([
    workbench,
    cases,
    oneCase,
    report,
    register,
    hotline,
    imports,
    oneImport,
    inbox,
    oneMessage,
    rectifications,
    oneRectification,
    radar,
    packs,
    onePack,
    revise,
    revision,
    organisation,
    calendars,
    integrations,
    people,
    account,
  ]),
  defaultPreload: 'intent',
  defaultPendingComponent: () => <Lines count={8} />,
  defaultErrorComponent: Broken,
  defaultNotFoundComponent: NotFound,
  scrollRestoration: true,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
