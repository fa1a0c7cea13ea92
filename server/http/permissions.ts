/**
 * Who may call a route at all. What somebody sees behind it is decided by row-level security and by the authorities of
 * the packs; a route that does not stand here keeps the product from starting.
 *
 * - `public`      anybody
 * - `portal`      a complainant who showed number and query code
 * - `own`         any signed-in member of staff, also one who still has to choose a password
 * - `staff`       any signed-in member of staff; rows by place in the tree
 * - `security`    the security administrator: people, posts, log-ins
 * - `system`      the system administrator: units, office hours, packs, days off
 * - `rules`       the system and the security administrator: one rewrites a pack, the other puts it in force
 * - `audit`       the audit administrator and the auditor: who read what
 */
export const accesses = ['public', 'portal', 'own', 'staff', 'security', 'system', 'rules', 'audit'] as const
export type Access = (typeof accesses)[number]

export const permissions: Readonly<Record<string, Access>> = {
  'GET /api/health': 'public',
  'GET /api/openapi.json': 'public',
  'GET /api/key': 'public',
  'GET /api/docs': 'public',
  'GET /api/docs/*': 'public',
  'GET /*': 'public',

  'GET /api/setup': 'public',
  'POST /api/setup': 'public',
  'POST /api/session': 'public',
  'DELETE /api/session': 'public',
  'GET /api/me': 'own',
  'POST /api/password': 'own',

  'GET /api/catalogue': 'staff',
  'GET /api/workbench': 'staff',
  'POST /api/notices/seen': 'staff',
  'POST /api/statements/:id': 'staff',
  'GET /api/tasks/:id': 'staff',
  'POST /api/tasks/:id/commands/answer-task': 'staff',
  'POST /api/tasks/:id/commands/dispute-task': 'staff',
  'POST /api/tasks/:id/commands/mediate-task': 'staff',
  'POST /api/tasks/:id/commands/arbitrate-task': 'staff',
  'GET /api/live': 'staff',
  'POST /api/cases': 'staff',
  'POST /api/cases/search': 'staff',
  'POST /api/cases/export': 'staff',
  'POST /api/cases/similar': 'staff',
  'POST /api/cases/bulk': 'staff',
  'GET /api/cases/:id': 'staff',
  'GET /api/cases/:id/comparable': 'staff',
  'POST /api/cases/:id/reveal': 'staff',
  'POST /api/cases/:id/dossier': 'staff',
  'POST /api/cases/:id/sheet': 'staff',
  'POST /api/cases/:id/file': 'staff',
  'GET /api/cases/:id/report': 'staff',
  'POST /api/cases/:id/report': 'staff',
  'POST /api/cases/:id/uploads': 'staff',
  'HEAD /api/cases/:id/uploads/:upload': 'staff',
  'PATCH /api/cases/:id/uploads/:upload': 'staff',
  'DELETE /api/cases/:id/uploads/:upload': 'staff',
  'GET /api/cases/:id/evidence': 'staff',
  'GET /api/cases/:id/files/:file/preview': 'staff',
  'GET /api/cases/:id/files/:file/cleaned': 'staff',
  'GET /api/cases/:id/files/:file/original': 'staff',
  'POST /api/cases/:id/files/:file/original': 'staff',
  'GET /api/samples': 'staff',
  'GET /api/inbox': 'staff',
  'GET /api/inbox/:id': 'staff',
  'GET /api/inbox/:id/page': 'staff',
  'GET /api/inbox/:id/original': 'staff',
  'GET /api/inbox/:id/files/:place': 'staff',
  'POST /api/inbox/:id/register': 'staff',
  'POST /api/inbox/:id/again': 'staff',
  'POST /api/inbox/:id/spam': 'staff',
  'POST /api/inbox/:id/not-spam': 'staff',
  'GET /api/rectifications': 'staff',
  'GET /api/rectifications/:id': 'staff',
  'POST /api/cases/:id/rectifications': 'staff',
  'POST /api/rectifications/:id/commands/report-progress': 'staff',
  'POST /api/rectifications/:id/commands/report-rectified': 'staff',
  'POST /api/rectifications/:id/commands/accept-rectification': 'staff',
  'POST /api/rectifications/:id/commands/return-rectification': 'staff',
  'POST /api/rectifications/:id/commands/cancel-rectification': 'staff',
  'GET /api/views': 'staff',
  'POST /api/views': 'staff',
  'DELETE /api/views/:id': 'staff',
  'GET /api/drafts/:key': 'staff',
  'PUT /api/drafts/:key': 'staff',
  'DELETE /api/drafts/:key': 'staff',

  'GET /api/packs': 'staff',
  'GET /api/packs/:id': 'staff',
  'GET /api/packs/:id/texts': 'rules',
  'POST /api/packs/:id/check': 'rules',
  'POST /api/packs/:id/try': 'rules',
  'POST /api/packs/:id/simulate': 'rules',
  'GET /api/revisions/:id': 'rules',
  'POST /api/revisions/:id/simulate': 'rules',

  'GET /api/calendars': 'system',
  'POST /api/calendars/check': 'system',
  'POST /api/calendars/weigh': 'system',
  'POST /api/calendars/follow': 'system',

  'GET /api/organisation': 'staff',
  'POST /api/organisation/commands/delegate': 'staff',
  'POST /api/organisation/commands/end-delegation': 'staff',
  'POST /api/organisation/commands/add-unit': 'system',
  'POST /api/organisation/commands/rename-unit': 'system',
  'POST /api/organisation/commands/close-unit': 'system',
  'POST /api/organisation/commands/rename': 'system',
  'POST /api/organisation/commands/set-hours': 'system',
  'POST /api/organisation/commands/set-unit-hours': 'system',
  'POST /api/organisation/commands/adopt-packs': 'system',
  'POST /api/organisation/commands/propose-revision': 'system',
  'POST /api/organisation/commands/withdraw-revision': 'system',
  'POST /api/organisation/commands/import-year': 'system',
  'POST /api/organisation/commands/put-in-force': 'security',
  'POST /api/organisation/commands/return-revision': 'security',
  'POST /api/organisation/commands/add-person': 'security',
  'POST /api/organisation/commands/give-post': 'security',
  'POST /api/organisation/commands/take-post': 'security',
  'POST /api/organisation/commands/disable-person': 'security',
  'POST /api/organisation/commands/enable-person': 'security',
  'POST /api/organisation/commands/reset-password': 'security',

  // The pages behind the door look for the session themselves: without one they show the door, with what was typed.
  'GET /portal': 'public',
  'GET /portal/*': 'public',
  'GET /portal/assets/:file': 'public',
  'GET /portal/file': 'public',
  'POST /portal/file': 'public',
  'GET /portal/receipt': 'public',
  'GET /portal/proof': 'public',
  'GET /portal/follow': 'public',
  'GET /portal/verify': 'public',
  'POST /portal/follow': 'public',
  'GET /portal/case': 'public',
  'POST /portal/case/:command': 'public',
  'POST /portal/leave': 'public',
}

/** The commands of a case are one route each: any member of staff may call them, the pack decides who may run them. */
export const commandAccess: Access = 'staff'
