import { useQuery, useQueryClient } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import type { Me } from '../../api/session.ts'
import { Refused } from '../api/http.ts'
import { meQuery, setupQuery } from '../api/queries.ts'
import { Failed } from '../ui/failed.tsx'
import { type Office, OfficeContext } from '../ui/office.ts'
import { Loading } from '../ui/skeleton.tsx'
import { router } from './router.tsx'
import { SignIn } from './sign-in.tsx'
import { SignInAgain } from './sign-in-again.tsx'

const SetupWizard = lazy(() => import('../setup/setup-wizard.tsx'))
const FirstPassword = lazy(() => import('../account/first-password.tsx'))

/** What a visitor gets to see: the wizard on a fresh installation, the sign-in, a forced new password, or the product. */
export function Gate() {
  const me = useQuery(meQuery)
  if (me.isPending) return <Loading />
  if (me.data) return <Inside me={me.data} />
  const signedOut = me.error instanceof Refused && me.error.status === 401
  return signedOut ? <Outside /> : <Failed error={me.error} retry={() => void me.refetch()} whole />
}

function Outside() {
  const setup = useQuery(setupQuery)
  if (setup.isPending) return <Loading />
  if (setup.error) return <Failed error={setup.error} retry={() => void setup.refetch()} whole />
  if (!setup.data.open) return <SignIn />
  return (
    <Suspense fallback={<Loading />}>
      <SetupWizard packs={setup.data.packs} />
    </Suspense>
  )
}

function Inside({ me }: { me: Me }) {
  const client = useQueryClient()
  const again = () => client.invalidateQueries({ queryKey: meQuery.queryKey })
  const office: Office = {
    me,
    zone: me.zone,
    workingDayMs: me.workingDayMs,
  }
  return (
    <OfficeContext value={office}>
      {me.mustChangePassword ? (
        <Suspense fallback={<Loading />}>
          <FirstPassword done={again} />
        </Suspense>
      ) : (
        <RouterProvider router={router} />
      )}
      <SignInAgain me={me} />
    </OfficeContext>
  )
}
